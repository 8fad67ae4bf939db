using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Cli.Models;

/// <summary>Saves and loads pipelines. A file holds the stages, the model as part of its stage, and the names of the classes.</summary>
internal static class SavedPipeline
{
    /// <summary>Writes the whole file or nothing.</summary>
    public static void Save(MLContext ml, ITransformer pipeline, Labels labels, string file) => SafeFile.Write(file, stream =>
    {
        // Without a schema, because the column can hold paths, pictures or the contents of files.
        ml.Model.Save(pipeline, inputSchema: null, stream);
        labels.AddTo(stream);
    });

    /// <summary>Loads a pipeline that starts from a column of pictures.</summary>
    /// <exception cref="FormatException">The file is not a saved pipeline.</exception>
    public static ITransformer Load(MLContext ml, string file)
    {
        CheckArchive(file);
        return WithoutLoadImages(ml.Model.Load(file, out _));
    }

    /// <summary>Whether a file is a saved pipeline, of this program or of another.</summary>
    public static bool IsPipeline(string file)
    {
        try
        {
            CheckArchive(file);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // ML.NET's own messages about other files do not help.
    private static void CheckArchive(string file)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(file);
            if (!archive.Entries.Any(entry => entry.Name == "Model.key"))
            {
                throw new FormatException("it is a ZIP archive, but there is no ML.NET pipeline in it");
            }
        }
        catch (InvalidDataException e)
        {
            throw new FormatException("it is not a ZIP archive; expected a pipeline that --save wrote", e);
        }
    }

    // Before version 0.2, pipelines started with LoadImages and a column of paths. The stages after LoadImages can take the picture from
    // memory.
    private static ITransformer WithoutLoadImages(ITransformer pipeline) =>
        pipeline is TransformerChain<ITransformer> chain && chain.FirstOrDefault() is ImageLoadingTransformer
            ? new TransformerChain<ITransformer>([.. chain.Skip(1)])
            : pipeline;
}
