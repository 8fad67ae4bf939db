using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace LseMlNet.Interop;

/// <summary>Reads the environment of a catalog, which owns the log and registers components.</summary>
internal static class Catalogs
{
    public static IHostEnvironment Environment(this TransformsCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return ((IInternalCatalog)catalog).Environment;
    }

    public static IHostEnvironment Environment(this MulticlassClassificationCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return ((IInternalCatalog)catalog).Environment;
    }

    /// <summary>Writes a warning to the log.</summary>
    public static void Warn(this IHostEnvironment environment, string source, string message)
    {
        using IChannel channel = environment.Register(source).Start(source);
        channel.Warning(message);
    }
}
