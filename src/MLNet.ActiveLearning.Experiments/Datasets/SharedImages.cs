using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Test images that stand in the pool too: a model that learns them by heart is measured as if it had understood.</summary>
/// <param name="Count">Test images whose pixels are those of some training image.</param>
/// <param name="Test">Id of the first of them; null if there is none.</param>
/// <param name="Train">Id of a training image that is the same; null if there is none.</param>
public sealed record SharedImages(int Count, string? Test, string? Train)
{
    /// <summary>Compares all images by their pixels, decoding each once.</summary>
    /// <param name="images">The set.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static SharedImages Find(ImageDataset images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        var test = new Dictionary<UInt128, string>();
        var counts = new Dictionary<UInt128, int>();
        foreach ((string id, UInt128 hash) in Hash(images.Test, cancellationToken))
        {
            test.TryAdd(hash, id);
            counts[hash] = counts.GetValueOrDefault(hash) + 1;
        }
        var shared = new HashSet<UInt128>();
        (string? firstTest, string? firstTrain) = (null, null);
        foreach ((string id, UInt128 hash) in test.Count == 0 ? [] : Hash(images.Train, cancellationToken))
        {
            if (test.TryGetValue(hash, out string? same) && shared.Add(hash))
            {
                (firstTest, firstTrain) = (firstTest ?? same, firstTrain ?? id);
            }
        }
        return new SharedImages(shared.Sum(hash => counts[hash]), firstTest, firstTrain);
    }

    private static IEnumerable<(string Id, UInt128 Hash)> Hash(IDataView view, CancellationToken cancellationToken)
    {
        DataViewSchema.Column image = view.Schema["Image"];
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Id"], image]);
        ValueGetter<ReadOnlyMemory<char>> getId = cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Id"]);
        Func<UInt128> hash = CreateHash(cursor, image);
        ReadOnlyMemory<char> id = default;
        while (cursor.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            getId(ref id);
            yield return (id.ToString(), hash());
        }
    }

    private static Func<UInt128> CreateHash(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
        {
            ValueGetter<VBuffer<byte>> getVector = cursor.GetGetter<VBuffer<byte>>(column);
            VBuffer<byte> vector = default;
            return () =>
            {
                getVector(ref vector);
                return Hash(vector.GetValues());
            };
        }
        ValueGetter<MLImage> getImage = cursor.GetGetter<MLImage>(column);
        return () =>
        {
            MLImage image = null!;
            getImage(ref image);
            using (image)
            {
                return Hash(image.Pixels);
            }
        };
    }

    private static UInt128 Hash(ReadOnlySpan<byte> pixels)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(pixels, hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
