using System.Reflection;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Data.Codecs;

/// <summary>The functions of libturbojpeg (TurboJPEG API 2) that the codec calls.</summary>
internal static unsafe partial class TurboJpeg
{
    public const int Bgra = 8;
    public const int Rgba = 7;
    public const int Subsampling420 = 2;
    public const int Warning = 0;

    private const string Library = "turbojpeg";

    private static readonly string[] Candidates = OperatingSystem.IsWindows() ? ["turbojpeg.dll", "libturbojpeg.dll"]
        : OperatingSystem.IsMacOS() ? ["libturbojpeg.dylib", "/opt/homebrew/lib/libturbojpeg.dylib", "/usr/local/lib/libturbojpeg.dylib"]
        : ["libturbojpeg.so.0", "libturbojpeg.so"];

#pragma warning disable CA1810 // The resolver has to be in place before the first call, whichever that is.
    static TurboJpeg() => NativeLibrary.SetDllImportResolver(typeof(TurboJpeg).Assembly, Resolve);
#pragma warning restore CA1810

    [LibraryImport(Library)] public static partial nint tjInitDecompress();
    [LibraryImport(Library)] public static partial nint tjInitCompress();
    [LibraryImport(Library)] public static partial int tjDestroy(nint handle);
    [LibraryImport(Library)] public static partial byte* tjGetErrorStr2(nint handle);
    [LibraryImport(Library)] public static partial int tjGetErrorCode(nint handle);
    [LibraryImport(Library)] public static partial void tjFree(byte* buffer);
    [LibraryImport(Library)] public static partial int tjDecompressHeader3(nint handle, byte* jpeg, CULong size, int* width, int* height, int* subsampling, int* colorspace);
    [LibraryImport(Library)] public static partial int tjDecompress2(nint handle, byte* jpeg, CULong size, byte* pixels, int width, int pitch, int height, int format, int flags);
    [LibraryImport(Library)] public static partial int tjCompress2(nint handle, byte* pixels, int width, int pitch, int height, int format, byte** jpeg, CULong* size, int subsampling, int quality, int flags);

    public static string Error(nint handle) => Marshal.PtrToStringUTF8((nint)tjGetErrorStr2(handle));

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
            return 0;
        foreach (string candidate in Candidates)
            if (NativeLibrary.TryLoad(candidate, assembly, path, out nint handle))
                return handle;
        throw new DllNotFoundException($"JPEG images need the native library {Candidates[0]} (Debian package libturbojpeg0), which was not found.");
    }
}
