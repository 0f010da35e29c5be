using System.Text;

namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>Text files are UTF-8, or what their byte-order mark says; other bytes are refused rather than replaced.</summary>
internal static class TextEncoding
{
    public static UTF8Encoding Strict { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="InvalidDataException">The bytes are no text.</exception>
    public static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"'{path}' holds bytes that are no UTF-8 text. Save it as UTF-8.", e);
        }
    }

    public static double FractionOf(Stream stream) => stream.Length == 0 ? 1 : (double)stream.Position / stream.Length;
}
