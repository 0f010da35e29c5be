using System.Text;
using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Tables;
using MLNet.ActiveLearning.Experiments.Tests.Datasets;
using static MLNet.ActiveLearning.Experiments.Tables.TableColumnKind;

namespace MLNet.ActiveLearning.Experiments.Tests.Tables;

[TestClass]
public sealed class NpyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void A_file_made_byte_by_byte_is_read()
    {
        folder.Write("x.npy",
        [
            0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, // \x93NUMPY
            0x01, 0x00, // version 1.0
            0x36, 0x00, // 54 bytes of header: 64 with those before
            .. "{'descr':'<f4','fortran_order':False,'shape':(2,3)}  \n"u8,
            0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x00, 0x40, 0x00, 0x00, 0x40, 0x40, // 1, 2, 3
            0x00, 0x00, 0x80, 0xBF, 0x00, 0x00, 0x00, 0x3F, 0x00, 0x00, 0x00, 0x80, // -1, 0.5, -0
        ]);
        IDataView view = TableRows.OpenFiles(Column("x.npy", Vector));
        float[][] rows = view.Vectors("v");
        CollectionAssert.AreEqual(new[] { 1f, 2f, 3f }, rows[0]);
        CollectionAssert.AreEqual(new[] { -1f, 0.5f, -0f }, rows[1]);
        Assert.AreEqual((2, 2L), (rows.Length, view.GetRowCount()));
    }

    [TestMethod]
    [DataRow("<f4", 1)]
    [DataRow("<f8", 2)]
    [DataRow("<f2", 3)]
    public void Types_and_versions_are_read(string type, int version)
    {
        float[] values = [0, 1, -2.5f, 0.125f, 1024, float.PositiveInfinity];
        byte[] data = [.. values.SelectMany(v => type switch
        {
            "<f8" => BitConverter.GetBytes((double)v),
            "<f2" => BitConverter.GetBytes((Half)v),
            _ => BitConverter.GetBytes(v),
        })];
        NpyWriter.Write(folder["x.npy"], type, data, [3, 2], (byte)version);
        CollectionAssert.AreEqual(values, TableRows.OpenFiles(Column("x.npy", Vector)).Vectors("v").SelectMany(r => r).ToArray());
    }

    [TestMethod]
    public void Rows_of_many_chunks_come_back()
    {
        float[] values = [.. Enumerable.Range(0, 300_000).Select(i => i * 0.5f)];
        NpyWriter.Write(folder["x.npy"], values, 100_000, 3);
        CollectionAssert.AreEqual(values, TableRows.OpenFiles(Column("x.npy", Vector)).Vectors("v").SelectMany(r => r).ToArray());
    }

    [TestMethod]
    [DataRow(new[] { 4 })]
    [DataRow(new[] { 4, 1 })]
    public void Numbers_have_one_axis_or_a_second_of_length_one(int[] shape)
    {
        NpyWriter.Write(folder["x.npy"], [1, 2, 3, 4], shape);
        CollectionAssert.AreEqual(new[] { 1f, 2, 3, 4 }, TableRows.OpenFiles(Column("x.npy", Number)).Numbers("v"));
    }

    [TestMethod]
    [DataRow(2, 3)]
    [DataRow(7, 70_000)]
    public void Passes_come_first_or_second(int passes, int rows)
    {
        const int Classes = 2;
        float[] passesFirst = [.. from s in Enumerable.Range(0, passes) from n in Enumerable.Range(0, rows) from c in Enumerable.Range(0, Classes) select Value(s, n, c)];
        float[] rowsFirst = [.. from n in Enumerable.Range(0, rows) from s in Enumerable.Range(0, passes) from c in Enumerable.Range(0, Classes) select Value(s, n, c)];
        NpyWriter.Write(folder["snc.npy"], passesFirst, passes, rows, Classes);
        NpyWriter.Write(folder["nsc.npy"], rowsFirst, rows, passes, Classes);
        foreach (TableColumn column in (TableColumn[])[Column("snc.npy", Passes), Column("nsc.npy", Passes) with { PassesAxis = 1 }])
        {
            IDataView view = TableRows.OpenFiles(column);
            CollectionAssert.AreEqual(new[] { passes, Classes }, view.Dimensions("v"));
            CollectionAssert.AreEqual(rowsFirst, view.Vectors("v").SelectMany(r => r).ToArray());
        }

        static float Value(int pass, int row, int c) => (pass * 1000) + (row % 911) + (c * 0.5f);
    }

    [TestMethod]
    public void More_passes_than_rows_need_to_be_told()
    {
        NpyWriter.Write(folder["x.npy"], new float[12], 3, 2, 2);
        string message = Assert.ThrowsException<InvalidDataException>(() => TableRows.OpenFiles(Column("x.npy", Passes))).Message;
        StringAssert.Contains(message, "(3, 2, 2): read as (passes, rows, classes) it has more passes than rows. Say which axis counts the passes with PassesAxis");
        Assert.AreEqual(2L, TableRows.OpenFiles(Column("x.npy", Passes) with { PassesAxis = 0 }).GetRowCount());
        Assert.AreEqual(3L, TableRows.OpenFiles(Column("x.npy", Passes) with { PassesAxis = 1 }).GetRowCount());
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => TableRows.OpenFiles(Column("x.npy", Passes) with { PassesAxis = 2 })).Message, "PassesAxis of column 'v' is 2");
    }

    [TestMethod]
    public void Ids_and_labels_are_whole_numbers_or_text()
    {
        NpyWriter.Write(folder["i8.npy"], "<i8", [.. new[] { -5L, 1L << 60 }.SelectMany(BitConverter.GetBytes)], [2]);
        NpyWriter.Write(folder["u1.npy"], "|u1", [0, 255], [2]);
        NpyWriter.Write(folder["text.npy"], "<U3", [.. Encoding.UTF32.GetBytes("cat"), .. Encoding.UTF32.GetBytes("\u00e9"), .. new byte[8]], [2]);
        CollectionAssert.AreEqual(new[] { -5L, 1L << 60 }, TableRows.OpenFiles(Column("i8.npy", Id)).Integers("v"));
        CollectionAssert.AreEqual(new[] { 0L, 255L }, TableRows.OpenFiles(Column("u1.npy", Label)).Integers("v"));
        CollectionAssert.AreEqual(new[] { "cat", "\u00e9" }, TableRows.OpenFiles(Column("text.npy", Label)).Texts("v"));
    }

    [TestMethod]
    [DataRow(">f4", new[] { 2, 2 }, "False", "elements of type '>f4'")]
    [DataRow("<i4", new[] { 2, 2 }, "False", "elements of type '<i4'")]
    [DataRow("<f4", new[] { 2, 2 }, "True", "(fortran_order). Save numpy.ascontiguousarray(x).")]
    [DataRow("<f4", new[] { 4 }, "False", "has the shape (4,); column 'v' needs (rows, width).")]
    [DataRow("<f4", new[] { 1, 2, 2 }, "False", "has the shape (1, 2, 2); column 'v' needs (rows, width).")]
    [DataRow("<f4", new[] { 4, 0 }, "False", "has the shape (4, 0); column 'v' needs (rows, width).")]
    [DataRow("<f4", new[] { 2, 3 }, "False", "make 152 bytes, and it has 144. It may be cut off.")]
    [DataRow("<f4", new[] { 1, 2 }, "False", "make 136 bytes, and it has 144.")]
    [DataRow("<f4", new[] { int.MaxValue, int.MaxValue }, "False", "a row of it is too long to read.")]
    [DataRow("<f4", new[] { 2, 2 }, "Maybe", "its header cannot be read at character")]
    public void Arrays_that_do_not_fit_are_refused(string type, int[] shape, string fortranOrder, string problem)
    {
        NpyWriter.Write(folder["x.npy"], type, new byte[16], shape, fortranOrder: fortranOrder);
        StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => TableRows.OpenFiles(Column("x.npy", Vector))).Message, problem);
    }

    [TestMethod]
    public void Damaged_headers_are_refused()
    {
        byte[] whole = NpyWriter.Header("<f4", [0, 2]);
        for (int length = 0; length < whole.Length; length++)
        {
            folder.Write("x.npy", whole[..length]);
            StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => TableRows.OpenFiles(Column("x.npy", Vector))).Message, "is no usable .npy file: it is cut off.");
        }
        folder.Write("x.npy", whole);
        Assert.AreEqual(0, TableRows.OpenFiles(Column("x.npy", Vector)).Vectors("v").Length);

        foreach ((string header, string problem) in ((string, string)[])
        [
            ("{}", "its header lacks one of"),
            ("{'descr': [('a', '<f4')], }", "records of several fields"),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 2)}", "cannot be read"),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 2)}", "cannot be read"),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), 'more': 1}", "unknown key 'more'"),
            ("nonsense", "cannot be read"),
        ])
        {
            folder.Write("x.npy", [.. whole[..8], (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)]);
            StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => TableRows.OpenFiles(Column("x.npy", Vector))).Message, problem);
        }
        folder.Write("x.npy", [.. whole[..6], 4, .. whole[7..]]);
        StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => TableRows.OpenFiles(Column("x.npy", Vector))).Message, "version is 4.0");
        folder.Write("x.npy", "id,Score[0]\n"u8.ToArray());
        StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => TableRows.OpenFiles(Column("x.npy", Vector))).Message, "it begins with");
    }

    private TableColumn Column(string file, TableColumnKind kind) => new("v", kind) { File = folder[file] };
}
