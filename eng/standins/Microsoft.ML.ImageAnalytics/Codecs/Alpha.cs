namespace Microsoft.ML.Data.Codecs;

/// <summary>Premultiplied alpha, rounded to nearest.</summary>
internal static class Alpha
{
    public static byte Multiply(int color, int alpha)
    {
        int product = color * alpha + 128;
        return (byte)((product + (product >> 8)) >> 8);
    }

    public static byte Divide(byte color, byte alpha)
        => alpha == 255 ? color : alpha == 0 ? (byte)0 : (byte)Math.Min(255, (color * 255 + alpha / 2) / alpha);
}
