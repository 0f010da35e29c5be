using Microsoft.ML;
using MLNet.ActiveLearning.Saving;

namespace MLNet.ActiveLearning.Loop;

/// <summary>The rounds' models in the checkpoint folder, as many as <see cref="LoopOptions.KeepModels"/> says.</summary>
internal sealed class RoundModelFiles(MLContext context, LoopOptions options)
{
    /// <summary>Writes a round's model, if models are kept.</summary>
    /// <exception cref="NotSupportedException">The model cannot be written.</exception>
    public void Save(int number, ITransformer model)
    {
        if (GetPath(number) is not { } path)
        {
            return;
        }
        try
        {
            ModelArchive.Save(context, model, null, path);
        }
        catch (NotSupportedException e)
        {
            throw new NotSupportedException($"{e.Message} Or set the loop's KeepModels to None.", e);
        }
    }

    /// <summary>Deletes the models before a round's if only the last is kept, and what a killed run left half-written.</summary>
    /// <remarks>Only once the newer round is on record: until then the older model is the one to continue from. All older ones: a killed run may not have deleted its own.</remarks>
    public void DeleteOlder(int number)
    {
        if (number < 0 || GetPath(number) is not { } newest)
        {
            return;
        }
        foreach (string file in Directory.EnumerateFiles(options.CheckpointFolder!, "model-*"))
        {
            bool isOlder = file.EndsWith(".zip", StringComparison.Ordinal) && Path.GetFileName(file) != Path.GetFileName(newest);
            if (file.EndsWith(".tmp", StringComparison.Ordinal) || (isOlder && options.KeepModels == ModelRetention.Last))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Reads a round's model; null if none is kept and none is needed.</summary>
    /// <exception cref="InvalidDataException">The file is missing or damaged, and the next round needs it.</exception>
    public ITransformer? Load(int number)
    {
        if (GetPath(number) is { } path && File.Exists(path))
        {
            return ModelArchive.Load(context, path, out _);
        }
        return options.CheckpointFolder is not null && LoopOptionsCheck.NeedsPreviousModel(options) is { } reason
            ? throw new InvalidDataException($"The model of round {number} is missing from the checkpoint folder '{options.CheckpointFolder}', and {reason}. Restore the file, or start again in another folder.")
            : null;
    }

    private string? GetPath(int number) => options.CheckpointFolder is { } folder && options.KeepModels != ModelRetention.None
        ? Path.Combine(folder, $"model-{number:D3}.zip")
        : null;
}
