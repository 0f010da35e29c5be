using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>A seeded generator of random numbers: the only source of chance in this library.</summary>
/// <remarks>
/// xoshiro256** (Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", 2018), its state filled by SplitMix64.
/// The same seed gives the same numbers on every platform and in every version. Streams for different purposes (model, data
/// order, augmentation, strategy) are derived from one root seed by name with <see cref="DeriveSeed"/>, so that drawing more
/// numbers for one purpose never changes another. Not thread-safe: derive one generator for each thread.
/// </remarks>
public sealed class SeededRandom
{
    private ulong s0, s1, s2, s3;

    /// <summary>Creates a generator.</summary>
    /// <param name="seed">Any value; nearby seeds give unrelated streams.</param>
    public SeededRandom(ulong seed)
    {
        ulong state = seed;
        s0 = SplitMix64(ref state);
        s1 = SplitMix64(ref state);
        s2 = SplitMix64(ref state);
        s3 = SplitMix64(ref state);
    }

    /// <summary>Derives the seed of a named stream from a root seed.</summary>
    /// <param name="rootSeed">The seed of the whole run.</param>
    /// <param name="name">What the stream is for, for example <c>"strategy/3"</c>.</param>
    /// <returns>The first eight bytes (little endian) of SHA-256 over the seed and the UTF-8 name.</returns>
    public static ulong DeriveSeed(ulong rootSeed, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        byte[] input = [.. BitConverter.GetBytes(rootSeed), .. Encoding.UTF8.GetBytes(name)];
        return MemoryMarshal.Read<ulong>(SHA256.HashData(input));
    }

    /// <summary>A generator for a named stream of a root seed.</summary>
    /// <param name="rootSeed">The seed of the whole run.</param>
    /// <param name="name">What the stream is for.</param>
    public static SeededRandom Derive(ulong rootSeed, string name) => new(DeriveSeed(rootSeed, name));

    /// <summary>Mixes a seed and a counter into 64 uniform bits, without state: the same arguments give the same bits.</summary>
    public static ulong Hash(ulong seed, ulong counter)
    {
        ulong state = seed ^ (counter * 0xD1342543DE82EF95UL);
        return SplitMix64(ref state);
    }

    /// <summary>The next 64 uniform bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        ulong t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>A uniform number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform integer in [0, <paramref name="exclusiveMax"/>), without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is less than 1.</exception>
    public int NextInt32(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMax, 1);
        ulong range = (ulong)exclusiveMax;
        ulong limit = ulong.MaxValue - (ulong.MaxValue % range);
        ulong bits;
        do
        {
            bits = NextUInt64();
        }
        while (bits >= limit);
        return (int)(bits % range);
    }

    /// <summary>Puts the values into a uniformly random order (Fisher-Yates, from the end).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>The integers 0 to <paramref name="count"/> - 1 in a uniformly random order.</summary>
    public int[] Permutation(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        Shuffle(order.AsSpan());
        return order;
    }

    private static ulong SplitMix64(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
