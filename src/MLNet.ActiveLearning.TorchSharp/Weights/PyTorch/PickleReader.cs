using System.Buffers.Binary;
using System.Text;

namespace MLNet.ActiveLearning.Weights;

/// <summary>Carries out the instructions of a pickle that build numbers, texts, containers and tensors, and no others.</summary>
/// <remarks>
/// A pickle is a program for a stack machine that can name any function of Python and call it. This machine has no calls: names are looked up in
/// <see cref="PickleGlobals"/>, and "calling" one makes an ordered dictionary or a description of a tensor. Every instruction takes at least a byte and
/// makes at most one object, so time and memory are bounded by the length of the file.
/// </remarks>
internal sealed class PickleReader(byte[] bytes, int start = 0)
{
    private static readonly UTF8Encoding StrictText = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly object Mark = new();
    private readonly List<object?> stack = [];
    private readonly Dictionary<uint, object?> memo = [];

    /// <summary>The first byte after the pickle.</summary>
    public int Position { get; private set; } = start;

    /// <summary>Runs the pickle to its end.</summary>
    /// <returns>Null, a number (<see cref="long"/>, <see cref="double"/>, <see cref="bool"/>), a text, a list, a tuple (array), a <see cref="PickleDictionary"/>, <see cref="PickleStorage"/> or <see cref="PickleTensor"/>.</returns>
    /// <exception cref="InvalidDataException">The pickle is damaged, or asks for something that is not carried out.</exception>
    public object? Read()
    {
        while (true)
        {
            int place = Position;
            byte code = ReadByte();
            if (code == (byte)'.')
            {
                return Pop();
            }

            Execute(code, place);
        }
    }

    private void Execute(byte code, int place)
    {
        switch (code)
        {
            case 0x80: RequireProtocol(ReadByte()); break;
            case 0x95: Take(8); break; // frame: a hint to readers of streams
            case (byte)'(': stack.Add(Mark); break;
            case (byte)'N': stack.Add(null); break;
            case 0x88: stack.Add(true); break;
            case 0x89: stack.Add(false); break;
            case (byte)'K': stack.Add((long)ReadByte()); break;
            case (byte)'M': stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case (byte)'J': stack.Add((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case 0x8A: stack.Add(ReadLong(ReadByte())); break;
            case (byte)'G': stack.Add(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
            case (byte)'X': stack.Add(ReadText(ReadUInt32())); break;
            case 0x8C: stack.Add(ReadText(ReadByte())); break;
            case (byte)'U': stack.Add(ReadText(ReadByte())); break; // written by Python 2
            case (byte)'T': stack.Add(ReadText(ReadUInt32())); break;
            case (byte)'}': stack.Add(new PickleDictionary()); break;
            case (byte)']': stack.Add(new List<object?>()); break;
            case (byte)')': stack.Add(Array.Empty<object?>()); break;
            case 0x85: stack.Add(PopLast(1)); break;
            case 0x86: stack.Add(PopLast(2)); break;
            case 0x87: stack.Add(PopLast(3)); break;
            case (byte)'t': stack.Add(PopToMark()); break;
            case (byte)'q': memo[ReadByte()] = Peek(); break;
            case (byte)'r': memo[ReadUInt32()] = Peek(); break;
            case 0x94: memo[(uint)memo.Count] = Peek(); break;
            case (byte)'h': stack.Add(Recall(ReadByte())); break;
            case (byte)'j': stack.Add(Recall(ReadUInt32())); break;
            case (byte)'a': Append([Pop()]); break;
            case (byte)'e': Append(PopToMark()); break;
            case (byte)'s': SetItems(PopLast(2)); break;
            case (byte)'u': SetItems(PopToMark()); break;
            case (byte)'c': stack.Add(PickleGlobals.Find(ReadLine(), ReadLine())); break;
            case 0x93: FindGlobal(PopLast(2)); break;
            case (byte)'Q': stack.Add(PickleObjects.CreateStorage(Pop())); break;
            case (byte)'R': Reduce(PopLast(2)); break;
            case (byte)'b': Build(Pop()); break;
            default: throw new InvalidDataException($"The pickle has the instruction 0x{code:X2} at byte {place}, which is not carried out: the file is damaged, or holds more than tensors. Save the numbers alone, in Python: torch.save(model.state_dict(), path).");
        }
    }

    private void FindGlobal(object?[] names) => stack.Add(names is [string module, string name]
        ? PickleGlobals.Find(module, name)
        : throw Damaged("a name is not a text"));

    private void Reduce(object?[] call) => stack.Add(call is [PickleGlobal callable, object?[] arguments]
        ? PickleObjects.Create(callable, arguments)
        : throw Damaged("something is called that has no name"));

    // The attributes of an ordered dictionary (a state dictionary has '_metadata') say nothing about the numbers.
    private void Build(object? state)
    {
        if (Peek() is not PickleDictionary { IsOrdered: true } || state is not PickleDictionary)
        {
            throw Damaged("attributes are set on something that is no ordered dictionary");
        }
    }

    private void Append(object?[] items) => (Peek() as List<object?> ?? throw Damaged("something is added to what is no list")).AddRange(items);

    private void SetItems(object?[] items)
    {
        PickleDictionary dictionary = Peek() as PickleDictionary ?? throw Damaged("entries are set in what is no dictionary");
        if (items.Length % 2 != 0)
        {
            throw Damaged("a key has no value");
        }

        for (int i = 0; i < items.Length; i += 2)
        {
            dictionary.Set(items[i], items[i + 1]);
        }
    }

    private object? Recall(uint index) => memo.TryGetValue(index, out object? value) ? value : throw Damaged($"nothing was remembered as {index}");

    private object? Peek() => stack.Count > 0 && stack[^1] != Mark ? stack[^1] : throw Damaged("the stack is empty");

    private object? Pop()
    {
        object? value = Peek();
        stack.RemoveAt(stack.Count - 1);
        return value;
    }

    private object?[] PopLast(int count)
    {
        var items = new object?[count];
        for (int i = count - 1; i >= 0; i--)
        {
            items[i] = Pop();
        }

        return items;
    }

    private object?[] PopToMark()
    {
        int mark = stack.LastIndexOf(Mark);
        if (mark < 0)
        {
            throw Damaged("a group ends that did not begin");
        }

        object?[] items = [.. stack[(mark + 1)..]];
        stack.RemoveRange(mark, stack.Count - mark);
        return items;
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count > bytes.Length - Position)
        {
            throw Damaged("it is cut short");
        }

        ReadOnlySpan<byte> taken = bytes.AsSpan(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    private byte ReadByte() => Take(1)[0];

    private uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    private long ReadLong(int length)
    {
        if (length > 8)
        {
            throw Damaged($"a whole number has {length} bytes, 8 can be read");
        }

        ReadOnlySpan<byte> digits = Take(length);
        Span<byte> wide = stackalloc byte[8];
        wide.Fill((byte)(length > 0 && digits[^1] >= 0x80 ? 0xFF : 0));
        digits.CopyTo(wide);
        return BinaryPrimitives.ReadInt64LittleEndian(wide);
    }

    private string ReadText(long length) => Decode(Take(length));

    private string ReadLine()
    {
        int end = bytes.AsSpan(Position).IndexOf((byte)'\n');
        string line = Decode(Take(end < 0 ? long.MaxValue : end));
        Position++;
        return line;
    }

    private string Decode(ReadOnlySpan<byte> text)
    {
        try
        {
            return StrictText.GetString(text);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"The pickle is damaged near byte {Position}: a text is not UTF-8.", e);
        }
    }

    private void RequireProtocol(byte protocol)
    {
        if (protocol is < 2 or > 5)
        {
            throw Damaged($"it has protocol {protocol}, 2 to 5 can be read");
        }
    }

    private InvalidDataException Damaged(string why) => new($"The pickle is damaged near byte {Position}: {why}.");
}
