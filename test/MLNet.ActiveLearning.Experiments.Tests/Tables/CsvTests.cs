using System.Globalization;
using System.Text;
using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Tables;
using MLNet.ActiveLearning.Experiments.Tests.Datasets;
using static MLNet.ActiveLearning.Experiments.Tables.TableColumnKind;

namespace MLNet.ActiveLearning.Experiments.Tests.Tables;

[TestClass]
public sealed class CsvTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow("a,b\n1,2\n", "a|b;1|2")]
    [DataRow("a,b\r\n1,2", "a|b;1|2")]
    [DataRow("a,b\r1,2\r", "a|b;1|2")]
    [DataRow("\n\na,b\n\n1,2\n\n\n", "a|b;1|2")]
    [DataRow("a,\n,\n", "a|;|")]
    [DataRow("\"a,b\",\"c\"\"d\"\n\"\",\"e\nf\"\n", "a,b|c\"d;|e\nf")]
    [DataRow("\"a\r\nb\"\r\n\"\"\"\"", "a\r\nb;\"")]
    [DataRow("\uFEFFa,b\n", "a|b")]
    [DataRow("", "")]
    public void Records_are_those_of_rfc_4180(string text, string expected) => Assert.AreEqual(expected, Join(ReadRecords(Write("x.csv", text))));

    [TestMethod]
    public void Records_survive_every_place_that_the_buffer_may_end()
    {
        // Fields of all lengths around the buffer's, so that each kind of character meets its end.
        foreach (int length in Enumerable.Range((1 << 16) - 12, 24).Append(300_000))
        {
            string[] fields = [new('x', length), "a\"b,\r\nc", "", "\u00e9"];
            string quoted = string.Join(',', fields.Select(f => $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
            List<string[]> records = ReadRecords(Write("x.csv", $"{quoted}\r\nplain,{fields[0]},y\r\n"));
            CollectionAssert.AreEqual(fields, records[0]);
            CollectionAssert.AreEqual(new[] { "plain", fields[0], "y" }, records[1]);
            Assert.AreEqual(2, records.Count);
        }
    }

    [TestMethod]
    [DataRow("a,b\n1,x\"y\n", "line 2, column 2: a quotation mark stands in a field that does not begin with one. Quote the whole field and double the marks inside.")]
    [DataRow("a,b\n\"1\"x,2\n", "line 2, column 1: 'x' follows the closing quotation mark of a field. Double the quotation marks inside fields.")]
    [DataRow("a,b\n\n1,\"2\n3", "line 3, column 2: the quotation mark that opens the field is never closed.")]
    public void Broken_quotation_says_where(string text, string problem)
    {
        string path = Write("x.csv", text);
        Assert.AreEqual($"'{path}', {problem}", Assert.ThrowsException<InvalidDataException>(() => ReadRecords(path)).Message);
    }

    [TestMethod]
    [DataRow("id,Score[0],Score[1]")]
    [DataRow("id,score_0,SCORE_1")]
    [DataRow("id,Score_1,Score_2")]
    public void A_vector_is_grouped_by_the_numbers_of_its_columns(string header)
    {
        IDataView view = TableRows.Open(Write("x.csv", $"{header}\na,0.25,0.75\nb,1,0\n"), new("Score", Vector), new("Id", Id));
        CollectionAssert.AreEqual(new[] { "Score", "Id" }, view.Schema.Select(c => c.Name).ToArray());
        CollectionAssert.AreEqual(new[] { "a", "b" }, view.Texts("Id"));
        CollectionAssert.AreEqual(new[] { 0.25f, 0.75f }, view.Vectors("Score")[0]);
        CollectionAssert.AreEqual(new[] { 1f, 0f }, view.Vectors("Score")[1]);
    }

    [TestMethod]
    public void Numbered_columns_may_stand_in_any_order_and_a_pattern_keeps_the_order_of_the_file()
    {
        string path = Write("x.csv", "p_10,p_2,p_0,p_1,p_3,p_4,p_5,p_6,p_7,p_8,p_9\n10,2,0,1,3,4,5,6,7,8,9\n");
        CollectionAssert.AreEqual(Enumerable.Range(0, 11).Select(i => (float)i).ToArray(), TableRows.Open(path, new TableColumn("p", Vector)).Vectors("p")[0]);
        IDataView pattern = TableRows.Open(path, new TableColumn("Score", Vector) { Source = "p_*" });
        CollectionAssert.AreEqual(new[] { 10f, 2, 0, 1, 3, 4, 5, 6, 7, 8, 9 }, pattern.Vectors("Score")[0]);
    }

    [TestMethod]
    public void A_pattern_names_the_classes()
    {
        IDataView view = TableRows.Open(Write("x.csv", "p(cat),p(dog),p()\n0.5,0.5,9\n"), new TableColumn("Score", Vector) { Source = "P(*)" });
        CollectionAssert.AreEqual(new[] { "cat", "dog" }, view.SlotNames("Score"));
        CollectionAssert.AreEqual(new[] { 0.5f, 0.5f }, view.Vectors("Score")[0]);
    }

    [TestMethod]
    [DataRow("m[0][0],m[0][1],m[0][2],m[1][0],m[1][1],m[1][2]", null)]
    [DataRow("\"m[0,0]\",\"m[0,1]\",\"m[0,2]\",\"m[1,0]\",\"m[1,1]\",\"m[1,2]\"", null)]
    [DataRow("m_1_1,m_1_2,m_1_3,m_2_1,m_2_2,m_2_3", null)]
    [DataRow("pass0-0,pass0-1,pass0-2,pass1-0,pass1-1,pass1-2", "pass*")]
    public void Several_passes_have_two_numbers(string header, string? source)
    {
        IDataView view = TableRows.Open(Write("x.csv", $"{header}\n1,2,3,4,5,6\n"), new TableColumn("m", Passes) { Source = source });
        CollectionAssert.AreEqual(new[] { 2, 3 }, view.Dimensions("m"));
        CollectionAssert.AreEqual(new[] { 1f, 2, 3, 4, 5, 6 }, view.Vectors("m")[0]);
    }

    [TestMethod]
    public void Files_follow_one_another_and_rows_are_numbered_where_there_is_no_id()
    {
        string[] files = [Write("1.csv", "loss\n1\n2\n"), Write("2.csv", "loss\n"), Write("3.csv", "loss\n3\n")];
        IDataView view = TableFiles.Open(new TableOptions { Files = files, Columns = [new("loss", Number), new("Id", Id)] });
        CollectionAssert.AreEqual(new[] { 1f, 2, 3 }, view.Numbers("loss"));
        CollectionAssert.AreEqual(new[] { 0L, 1, 2 }, view.Integers("Id"));
    }

    [TestMethod]
    public void Separators_are_commas_tabs_in_tsv_or_what_is_asked_for()
    {
        CollectionAssert.AreEqual(new[] { 2f }, TableRows.Open(Write("x.tsv", "a,b\tc\n1\t2\n"), new TableColumn("c", Number)).Numbers("c"));
        IDataView view = TableFiles.Open(new TableOptions { Files = [Write("x.csv", "a;c\n1;2\n")], Columns = [new("c", Number)], Separator = ';' });
        CollectionAssert.AreEqual(new[] { 2f }, view.Numbers("c"));
    }

    [TestMethod]
    public void Numbers_come_back_as_they_were_written()
    {
        float[] values = [0f, -0f, 1f / 3, float.MaxValue, float.Epsilon, -1.5e-20f, 16777217f];
        string text = "v\n" + string.Concat(values.Select(v => v.ToString("R", CultureInfo.InvariantCulture) + "\n"));
        CollectionAssert.AreEqual(values, TableRows.Open(Write("x.csv", text), new TableColumn("v", Number)).Numbers("v"));
    }

    [TestMethod]
    [DataRow("a,b\n1,2\n3\n", "line 3, column 2 (b) is missing: the line has 1 fields, and the header names 2.")]
    [DataRow("a,b\n1,2,3\n", "line 2, column 3 has no name: the line has 3 fields, and the header names 2. Quote fields that hold separators.")]
    [DataRow("a,b\n1,2\n3,x1\n", "line 3, column 2 (b): 'x1' is not a number; write numbers as 0.25 or 1e-5.")]
    [DataRow("a,b\n1, \n", "line 2, column 2 (b): the field is empty; write numbers as 0.25 or 1e-5.")]
    [DataRow("a,b\n\"1\n2\",3\n4,\"5,6\"\n", "line 4, column 2 (b): '5,6' is not a number; write numbers as 0.25 or 1e-5.")]
    public void A_bad_field_says_file_line_and_column(string text, string problem)
    {
        string path = Write("x.csv", text);
        IDataView view = TableRows.Open(path, new TableColumn("b", Number));
        Assert.AreEqual($"'{path}', {problem}", Assert.ThrowsException<InvalidDataException>(() => view.Numbers("b")).Message);
    }

    [TestMethod]
    [DataRow("Score[0],Score[2]", "leave numbers out")]
    [DataRow("Score[2],Score[3]", "leave numbers out")]
    [DataRow("Score[0],Score[0]", "leave numbers out")]
    [DataRow("Score[0],Score_0", "which are meant?")]
    [DataRow("Score,score", "2 columns named 'Score'")]
    public void Ambiguous_and_incomplete_headers_are_refused(string header, string problem)
    {
        string path = Write("x.csv", header + "\n");
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => TableRows.Open(path, new TableColumn("Score", Vector))).Message, problem);
    }

    [TestMethod]
    public void A_missing_column_is_left_out_unless_it_was_asked_for_by_name()
    {
        string path = Write("x.csv", "id,a\n");
        Assert.AreEqual(0, TableRows.Open(path, new TableColumn("Score", Vector)).Schema.Count);
        string message = Assert.ThrowsException<ArgumentException>(() => TableRows.Open(path, new TableColumn("Score", Vector) { Source = "p_*" })).Message;
        Assert.AreEqual($"'{path}' has no columns that fit 'p_*'. It has 'id', 'a'.", message);
        message = Assert.ThrowsException<ArgumentException>(() => TableRows.Open(path, new TableColumn("file", Id) { IsRequired = true })).Message;
        Assert.AreEqual($"'{path}' has no column 'file'. It has 'id', 'a'.", message);
    }

    [TestMethod]
    public void Empty_files_other_headers_and_other_bytes_are_refused()
    {
        string empty = Write("empty.csv", "");
        StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => TableRows.Open(empty, new TableColumn("a", Number))).Message, "is empty");

        IDataView two = TableFiles.Open(new TableOptions { Files = [Write("1.csv", "a\n1\n"), Write("2.csv", "b\n1\n")], Columns = [new("a", Number)] });
        StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => two.Numbers("a")).Message, "2.csv' is not that of");

        folder.Write("latin.csv", [.. "a\n1\n"u8, 0xE9, (byte)'\n']);
        StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => TableRows.Open(folder["latin.csv"], new TableColumn("a", Number)).Numbers("a")).Message, "no UTF-8 text");
    }

    private string Write(string name, string text)
    {
        folder.Write(name, Encoding.UTF8.GetBytes(text));
        return folder[name];
    }

    private static List<string[]> ReadRecords(string path)
    {
        using var reader = new CsvReader(path);
        var records = new List<string[]>();
        while (reader.MoveNext())
        {
            records.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader[i].ToString())]);
        }
        return records;
    }

    private static string Join(List<string[]> records) => string.Join(';', records.Select(r => string.Join('|', r)));
}
