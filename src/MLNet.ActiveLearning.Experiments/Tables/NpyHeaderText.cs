using System.Globalization;

namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>Parses the header of a <c>.npy</c> file: a Python dictionary such as <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</c>.</summary>
internal ref struct NpyHeaderText
{
    private readonly string text;
    private int position;

    private NpyHeaderText(string text) => this.text = text;

    /// <exception cref="InvalidDataException">It is not such a dictionary.</exception>
    public static NpyHeader Parse(string text, long dataOffset)
    {
        var parser = new NpyHeaderText(text);
        string? elementType = null;
        bool? isFortranOrder = null;
        List<long>? shape = null;
        parser.Expect('{');
        while (!parser.TryTake('}'))
        {
            string key = parser.ReadString();
            parser.Expect(':');
            switch (key)
            {
                case "descr":
                    elementType = parser.ReadElementType();
                    break;
                case "fortran_order":
                    isFortranOrder = parser.ReadTruth();
                    break;
                case "shape":
                    shape = parser.ReadShape();
                    break;
                default:
                    throw new InvalidDataException($"its header has the unknown key '{key}'");
            }
            if (!parser.TryTake(','))
            {
                parser.Expect('}');
                break;
            }
        }
        return elementType is not null && isFortranOrder is { } isFortran && shape is not null
            ? new NpyHeader(elementType, isFortran, shape, dataOffset)
            : throw new InvalidDataException("its header lacks one of 'descr', 'fortran_order' and 'shape'");
    }

    private string ReadElementType() => TryTake('[')
        ? throw new InvalidDataException("it holds records of several fields (a structured array); save each field as an array of its own")
        : ReadString();

    private string ReadString()
    {
        char mark = TryTake('\'') ? '\'' : '"';
        if (mark == '"')
        {
            Expect('"');
        }
        int close = text.IndexOf(mark, position);
        string content = close < 0 ? throw Unexpected() : text[position..close];
        position = close + 1;
        return content;
    }

    private bool ReadTruth()
    {
        SkipSpace();
        foreach (bool truth in (ReadOnlySpan<bool>)[true, false])
        {
            string word = truth ? "True" : "False";
            if (string.CompareOrdinal(text, position, word, 0, word.Length) == 0)
            {
                position += word.Length;
                return truth;
            }
        }
        throw Unexpected();
    }

    private List<long> ReadShape()
    {
        var shape = new List<long>();
        Expect('(');
        while (!TryTake(')'))
        {
            SkipSpace();
            int start = position;
            while (position < text.Length && char.IsAsciiDigit(text[position]))
            {
                position++;
            }
            shape.Add(long.TryParse(text.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out long length) ? length : throw Unexpected());
            TryTake('L'); // Python 2 wrote long integers so
            if (!TryTake(','))
            {
                Expect(')');
                break;
            }
        }
        return shape;
    }

    private void Expect(char wanted)
    {
        if (!TryTake(wanted))
        {
            throw Unexpected();
        }
    }

    private bool TryTake(char wanted)
    {
        SkipSpace();
        if (position >= text.Length || text[position] != wanted)
        {
            return false;
        }
        position++;
        return true;
    }

    private void SkipSpace()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }
    }

    private readonly InvalidDataException Unexpected() => new($"its header cannot be read at character {position}: {text.Trim()}");
}
