using Microsoft.ML;

namespace MLNet.ActiveLearning.Saving;

/// <summary>A transformer that <see cref="ActiveLearningCatalog.Save(ITransformer, DataViewSchema?, string)"/> can write.</summary>
/// <remarks>
/// ML.NET offers outside libraries no way to write into its model files; a transformer of theirs implements this instead. A chain
/// may mix such transformers with those of ML.NET.
/// </remarks>
public interface ISavableModel : ITransformer
{
    /// <summary>The type that reads the model back; a public class with a public constructor without parameters.</summary>
    Type ReaderType { get; }

    /// <summary>Writes the model.</summary>
    /// <param name="writer">Takes named streams; each is closed before the next is opened.</param>
    void Save(IModelWriter writer);
}

/// <summary>Reads a model that an <see cref="ISavableModel"/> wrote.</summary>
public interface IModelReader
{
    /// <summary>Reads the model.</summary>
    /// <param name="context">The environment for the new transformer.</param>
    /// <param name="source">The named streams that were written.</param>
    /// <exception cref="InvalidDataException">A stream is missing, damaged or of a later format version.</exception>
    ISavableModel Load(MLContext context, IModelSource source);
}

/// <summary>Takes the parts of a model under construction as named streams.</summary>
public interface IModelWriter
{
    /// <summary>Opens a new part for writing.</summary>
    /// <param name="name">Unique within the model, for example <c>"weights.dat"</c>.</param>
    /// <returns>A stream that the caller disposes.</returns>
    Stream CreatePart(string name);
}

/// <summary>Gives the parts of a saved model as named streams.</summary>
public interface IModelSource
{
    /// <summary>Opens a part.</summary>
    /// <param name="name">As it was given to <see cref="IModelWriter.CreatePart"/>.</param>
    /// <returns>A readable, seekable stream that the caller disposes.</returns>
    /// <exception cref="InvalidDataException">There is no such part.</exception>
    Stream OpenPart(string name);
}
