using System.Globalization;
using System.Text;

namespace TorchSharp;

/// <summary>Writes tensors as text, in the styles that TorchSharp offers.</summary>
internal sealed class TensorText(string format, int width, CultureInfo? culture, string newLine)
{
    private const string Ellipsis = "...";

    private readonly CultureInfo _culture = culture ?? CultureInfo.CurrentCulture;

    internal static string Metadata(torch.Tensor tensor) => $"[{string.Join('x', tensor.shape)}], type = {tensor.dtype}, device = {tensor.device}";

    /// <summary>The metadata, then one aligned matrix for each position in the leading dimensions.</summary>
    internal string Julia(torch.Tensor tensor)
    {
        var text = new StringBuilder(Metadata(tensor));
        if (tensor.ndim == 0) text.Append(", value = ").Append(Value(tensor));
        else if (tensor.ndim == 1) text.Append(newLine).Append(Aligned(tensor.unsqueeze(0)));
        else Matrices(text, tensor, []);
        return text.ToString();
    }

    private void Matrices(StringBuilder text, torch.Tensor tensor, long[] position)
    {
        if (tensor.ndim == 2)
        {
            text.Append(newLine);
            if (position.Length > 0) text.Append(CultureInfo.InvariantCulture, $"[{string.Join(',', position)},..,..] =").Append(newLine);
            text.Append(Aligned(tensor));
            return;
        }
        for (long i = 0; i < tensor.shape[0]; i++) Matrices(text, tensor[i], [.. position, i]);
    }

    private string Aligned(torch.Tensor matrix)
    {
        List<string>[] rows = [.. matrix.unbind().Select(Row)];
        int columns = rows.Length == 0 ? 0 : rows.Min(row => row.Count);
        int[] widths = [.. Enumerable.Range(0, columns).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            for (int column = 0; column < columns; column++) text.Append(' ').Append(row[column].PadLeft(widths[column]));
            if (columns < matrix.shape[1]) text.Append(' ').Append(Ellipsis);
            text.Append(newLine);
        }
        return text.ToString();
    }

    private List<string> Row(torch.Tensor vector)
    {
        var row = new List<string>();
        int left = width;
        foreach (var element in vector.unbind())
        {
            string value = Value(element);
            if (left - value.Length - Ellipsis.Length - 1 < 0) break;
            row.Add(value);
            left -= value.Length + 1;
        }
        return row;
    }

    /// <summary>Nested brackets; long dimensions show their beginning and end.</summary>
    internal string Numpy(torch.Tensor tensor) => tensor.ndim == 0 ? "" : Nested(tensor, tensor.ndim, "[", "]", "", dimension => Repeat(newLine, dimension - 1), true);

    /// <summary>The metadata, then an array initialiser.</summary>
    internal string CSharp(torch.Tensor tensor)
    {
        string head = Metadata(tensor) + ", value = ";
        if (tensor.ndim == 0) return head + Value(tensor);
        var (type, suffix) = tensor.dtype switch
        {
            torch.ScalarType.Bool => ("bool", ""),
            torch.ScalarType.Byte => ("byte", ""),
            torch.ScalarType.Int8 => ("sbyte", ""),
            torch.ScalarType.Int16 => ("short", ""),
            torch.ScalarType.Int32 => ("int", ""),
            torch.ScalarType.Int64 => ("long", "L"),
            torch.ScalarType.Float32 => ("float", "f"),
            torch.ScalarType.Float64 => ("double", ""),
            _ => (tensor.dtype.ToString(), ""),
        };
        string rank = new(',', (int)tensor.ndim - 1);
        if (tensor.ndim == 1) return $"{head}{type} [] {Nested(tensor, 1, "{", "}", suffix, _ => "," + newLine, false)}";
        string rows = Nested(tensor, tensor.ndim, "{", "}", suffix, _ => "," + newLine, false);
        return $"{head}{newLine}{type} [{rank}] {{{newLine} {rows[1..^1]}{newLine}}}";
    }

    private string Nested(torch.Tensor tensor, long rank, string open, string close, string suffix, Func<long, string> between, bool indent)
    {
        long dimension = tensor.ndim;
        var text = new StringBuilder(indent ? Repeat(" ", rank - dimension) : "").Append(open);
        int limit = dimension == 1 ? torch.MaxColumns : torch.MaxRows;
        long size = tensor.shape[0];
        for (long i = 0; i < size; i++)
        {
            bool gap = size > limit && i == limit - limit / 2;
            if (gap) i = size - limit / 2;
            if (dimension == 1)
            {
                text.Append(gap ? Ellipsis + " " : "").Append(Value(tensor[i])).Append(suffix).Append(i < size - 1 ? ", " : "");
            }
            else
            {
                if (gap) text.Append(Repeat(" ", rank - dimension)).Append(" ...").Append(newLine);
                text.Append(Nested(tensor[i], rank, open, close, suffix, between, i > 0)).Append(i < size - 1 ? between(dimension) : "");
            }
        }
        return text.Append(close).ToString();
    }

    private string Value(torch.Tensor element)
    {
        var value = element.ToScalar();
        return element.dtype switch
        {
            torch.ScalarType.Bool => value.ToBoolean().ToString(_culture),
            torch.ScalarType.Float16 or torch.ScalarType.BFloat16 or torch.ScalarType.Float32 => value.ToSingle().ToString(format, _culture),
            torch.ScalarType.Float64 => value.ToDouble().ToString(format, _culture),
            torch.ScalarType.ComplexFloat32 or torch.ScalarType.ComplexFloat64 => Complex(value.ToComplexFloat64()),
            _ => value.ToInt64().ToString(_culture),
        };
    }

    private string Complex(System.Numerics.Complex value)
    {
        string real = value.Real.ToString(format, _culture);
        string imaginary = value.Imaginary.ToString(format, _culture) + "i";
        return value.Imaginary == 0 ? real : value.Real == 0 ? imaginary : $"{real}+{imaginary}";
    }

    private static string Repeat(string text, long count) => new StringBuilder().Insert(0, text, (int)count).ToString();
}

public static partial class torch
{
    public const TensorStringStyle julia = TensorStringStyle.Julia;
    public const TensorStringStyle numpy = TensorStringStyle.Numpy;
    public const TensorStringStyle csharp = TensorStringStyle.CSharp;

    private static TensorStringStyle s_style = TensorStringStyle.Julia;
    private static string s_floatFormat = "g5";
    private static string s_newLine = Environment.NewLine;
    private static int s_lineWidth = 100;

    internal static int MaxRows { get; private set; } = 6;

    internal static int MaxColumns { get; private set; } = 6;

    /// <summary>The style of <c>ToString(true)</c>.</summary>
    public static TensorStringStyle TensorStringStyle
    {
        get => s_style;
        set => s_style = value != TensorStringStyle.Default ? value : throw new ArgumentException("The style cannot be set to 'Default'");
    }

    public static void set_printoptions(int precision, int? linewidth = null, string? newLine = null, bool sci_mode = false, int? maxRows = null, int? maxColumns = null) =>
        set_printoptions(null, (sci_mode ? "E" : "F") + precision.ToString(CultureInfo.InvariantCulture), linewidth, newLine, maxRows, maxColumns);

    public static void set_printoptions(TensorStringStyle? style = null, string? floatFormat = null, int? linewidth = null, string? newLine = null, int? maxRows = null, int? maxColumns = null)
    {
        s_style = style ?? s_style;
        s_floatFormat = floatFormat ?? s_floatFormat;
        s_lineWidth = linewidth ?? s_lineWidth;
        s_newLine = newLine ?? s_newLine;
        MaxRows = maxRows ?? MaxRows;
        MaxColumns = maxColumns ?? MaxColumns;
    }

    public partial class Tensor
    {
        /// <summary>Shape, type and device.</summary>
        public override string ToString() => TensorText.Metadata(this);

        public string ToString(bool disamb, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null) =>
            disamb ? ToString(torch.TensorStringStyle, fltFormat, width, cultureInfo, newLine) : ToString();

        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            using var scope = NewDisposeScope();
            var text = new TensorText(fltFormat ?? s_floatFormat, width ?? s_lineWidth, cultureInfo, newLine ?? s_newLine);
            return (style == TensorStringStyle.Default ? s_style : style) switch
            {
                TensorStringStyle.Julia => text.Julia(this),
                TensorStringStyle.Numpy => text.Numpy(this),
                TensorStringStyle.CSharp => text.CSharp(this),
                _ => ToString(),
            };
        }
    }
}
