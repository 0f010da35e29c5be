using System.Text;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>The right of this process to work on a cell, held as a file that says so and gives signs of life until it is given back.</summary>
/// <remarks>
/// The file is written through the handle that created it: should another process have taken the cell over meanwhile, it has moved that file away, and
/// nothing written here reaches its own.
/// </remarks>
internal sealed class CellClaim : IDisposable
{
    private const int UnixFileExists = 17;
    private const int WindowsFileExists = unchecked((int)0x80070050);

    private readonly Lock gate = new();
    private readonly string path;
    private readonly ClaimText text;
    private readonly FileStream file;
    private readonly ITimer timer;
    private long beats;
    private bool released;

    private CellClaim(string path, ClaimText text, FileStream file, TimeProvider clock, TimeSpan beat)
    {
        this.path = path;
        this.text = text;
        this.file = file;
        Write();
        timer = clock.CreateTimer(_ => Beat(), null, beat, beat);
    }

    /// <summary>Takes a cell that nobody has; null if somebody has it.</summary>
    public static CellClaim? TryCreate(string path, ClaimText text, TimeProvider clock, TimeSpan beat)
    {
        try
        {
            return new CellClaim(path, text, new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), clock, beat);
        }
        catch (IOException e) when (Exists(e) || File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Stops the work on a cell that another process has taken over, because this one gave no sign of life for too long.</summary>
    /// <exception cref="ClaimLostException">The cell is another process's.</exception>
    public void ThrowIfLost()
    {
        if (!File.Exists(path) || (ClaimText.Read(path) is { } now && now.Token != text.Token))
        {
            throw new ClaimLostException(path);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (released)
            {
                return;
            }
            released = true;
            timer.Dispose();
            bool isOurs = ClaimText.Read(path) is { } now && now.Token == text.Token;
            file.Dispose();
            if (isOurs)
            {
                File.Delete(path);
            }
        }
    }

    // The file may be gone again by the time that one looks.
    private static bool Exists(IOException e) => e.HResult is UnixFileExists or WindowsFileExists;

    private void Beat()
    {
        lock (gate)
        {
            if (!released)
            {
                Write();
            }
        }
    }

    private void Write()
    {
        byte[] line = Encoding.UTF8.GetBytes((text with { Beats = beats++ }).ToJson());
        file.Position = 0;
        file.Write(line);
        file.SetLength(line.Length);
        file.Flush();
    }
}
