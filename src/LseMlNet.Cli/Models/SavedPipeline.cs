using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Cli.Models;

/// <summary>Saves and loads pipelines. A file contains the stages, the model as part of its stage, and the names of the classes.</summary>
internal static class SavedPipeline
{
    /// <summary>Writes either the whole file or nothing.</summary>
    public static void Save(MLContext ml, ITransformer pipeline, Labels labels, string file) =>
        SafeFile.Write(file, stream => Save(ml, pipeline, labels, stream));

    /// <summary>Writes to a stream that can also read and seek.</summary>
    public static void Save(MLContext ml, ITransformer pipeline, Labels labels, Stream stream)
    {
        // There is no input schema, because the column can hold paths, pictures or the contents of files.
        ml.Model.Save(pipeline, inputSchema: null, stream);
        labels.AddTo(stream);
    }

    /// <summary>Loads a pipeline that starts from a column of pictures.</summary>
    /// <exception cref="FormatException">The file is not a saved pipeline.</exception>
    public static ITransformer Load(MLContext ml, string file)
    {
        PipelineArchive.Check(file);
        try
        {
            return WithoutLoadImages(ml.Model.Load(file, out _));
        }
        // ML.NET reports that a class cannot be instantiated; the reason is in an inner exception.
        catch (Exception e) when (e.GetBaseException() != e)
        {
            throw new FormatException(e.GetBaseException().Message, e);
        }
    }

    // Before version 0.2, pipelines started with LoadImages and a column of paths. The stages after LoadImages accept a picture in memory.
    private static ITransformer WithoutLoadImages(ITransformer pipeline) =>
        pipeline is TransformerChain<ITransformer> chain && chain.FirstOrDefault() is ImageLoadingTransformer
            ? new TransformerChain<ITransformer>([.. chain.Skip(1)])
            : pipeline;
}
