using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Interop;

/// <summary>
/// Says which versions of ML.NET this package works with, before a missing member of the one at hand is met somewhere in the depths. It
/// looks for one member of each thing that is needed; the whole list is in Internals.txt, which a test keeps.
/// </summary>
internal static class SupportedVersions
{
    /// <exception cref="NotSupportedException">The version of ML.NET is one that this package does not work with.</exception>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The types of this assembly derive from what it looks for: only here is before they are loaded.")]
    internal static void Check()
    {
        Assembly core = typeof(ITransformer).Assembly, data = typeof(TransformerChain<>).Assembly;
        (Assembly Assembly, string Type, string Member)[] wanted =
        [
            (core, "Microsoft.ML.LoadableClassAttribute", ".ctor"),
            (core, "Microsoft.ML.VersionInfo", ".ctor"),
            (core, "Microsoft.ML.ModelSaveContext", "SetVersionInfo"),
            (core, "Microsoft.ML.ModelLoadContext", "CheckAtModel"),
            (core, "Microsoft.ML.SchemaShape+Column", ".ctor"),
            (data, "Microsoft.ML.Data.RowToRowTransformerBase", "MakeRowMapper"),
            (data, "Microsoft.ML.Data.IRowMapper", "CreateGetters"),
            (data, "Microsoft.ML.Data.IInternalCatalog", "get_Environment"),
            (data, "Microsoft.ML.Model.OnnxConverter.ISaveAsOnnx", "SaveAsOnnx"),
            (data, "Microsoft.ML.Model.OnnxConverter.OnnxContext", "AddIntermediateVariable"),
        ];
        const BindingFlags all = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        foreach ((Assembly assembly, string type, string member) in wanted)
        {
            if (assembly.GetType(type)?.GetMember(member, all) is null or [])
            {
                string version = assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()?.Version ?? "unknown";
                throw new NotSupportedException(
                    $"LseMlNet works with Microsoft.ML 1.5 to 5.x; the {assembly.GetName().Name} that is loaded, file version {version}, has no {type}.{member}. " +
                    "Reference a version of Microsoft.ML in that range, or a newer LseMlNet.");
            }
        }
    }
}
