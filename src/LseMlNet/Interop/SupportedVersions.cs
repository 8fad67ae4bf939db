using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Interop;

/// <summary>
/// Checks, when the assembly is loaded, that ML.NET has the internal members that this package uses. Without the check, an unsupported
/// version of ML.NET would fail later, with a MissingMethodException that does not name a fix. One member of each kind is enough here;
/// Internals.txt has the whole list, and a test keeps it complete.
/// </summary>
internal static class SupportedVersions
{
    /// <exception cref="NotSupportedException">This package does not support the loaded version of ML.NET.</exception>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255",
        Justification = "Types of this assembly derive from the checked types, so the check must run before they are loaded.")]
    internal static void Check()
    {
        Assembly core = typeof(ITransformer).Assembly, data = typeof(TransformerChain<>).Assembly;
        (Assembly Assembly, string Type, string Member)[] required =
        [
            (core, "Microsoft.ML.LoadableClassAttribute", ".ctor"),
            (core, "Microsoft.ML.VersionInfo", ".ctor"),
            (core, "Microsoft.ML.ModelSaveContext", "SetVersionInfo"),
            (core, "Microsoft.ML.ModelLoadContext", "CheckAtModel"),
            (core, "Microsoft.ML.SchemaShape+Column", ".ctor"),
            (data, "Microsoft.ML.Data.RowToRowMapperTransform", ".ctor"),
            (data, "Microsoft.ML.Data.IRowMapper", "CreateGetters"),
            (data, "Microsoft.ML.Data.IInternalCatalog", "get_Environment"),
            (data, "Microsoft.ML.Model.OnnxConverter.ISaveAsOnnx", "SaveAsOnnx"),
            (data, "Microsoft.ML.Model.OnnxConverter.OnnxContext", "AddIntermediateVariable"),
        ];
        const BindingFlags all = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        foreach ((Assembly assembly, string type, string member) in required)
        {
            if (assembly.GetType(type)?.GetMember(member, all) is null or [])
            {
                string version = assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()?.Version ?? "unknown";
                throw new NotSupportedException(
                    $"LseMlNet supports Microsoft.ML 5.0.1 to 6.x ([5.0.1, 7.0)); " +
                    $"the loaded {assembly.GetName().Name}, file version {version}, has no {type}.{member}. " +
                    "Reference a version of Microsoft.ML in that range, or a newer version of LseMlNet.");
            }
        }
    }
}
