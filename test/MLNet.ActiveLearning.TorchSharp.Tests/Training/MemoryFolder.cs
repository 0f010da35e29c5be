using System.Text;
using MLNet.ActiveLearning.Saving;

namespace MLNet.ActiveLearning.Training;

/// <summary>The parts of a saved model in memory.</summary>
internal sealed class MemoryFolder : IModelWriter, IModelSource
{
    public Dictionary<string, byte[]> Parts { get; } = [];

    public Stream CreatePart(string name) => new Part(bytes => Parts.Add(name, bytes));

    public Stream OpenPart(string name) => Parts.TryGetValue(name, out byte[]? bytes)
        ? new MemoryStream(bytes, writable: false)
        : throw new InvalidDataException($"There is no part '{name}'.");

    public string GetText(string name) => Encoding.UTF8.GetString(Parts[name]);

    public void SetText(string name, string text) => Parts[name] = Encoding.UTF8.GetBytes(text);

    private sealed class Part(Action<byte[]> closed) : MemoryStream
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing && CanWrite)
            {
                closed(ToArray());
            }

            base.Dispose(disposing);
        }
    }
}
