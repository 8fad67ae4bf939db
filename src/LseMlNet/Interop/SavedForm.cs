using System.Reflection;
using Microsoft.ML;

namespace LseMlNet.Interop;

/// <summary>The header of a stage in a saved pipeline.</summary>
internal static class SavedForm
{
    public static VersionInfo VersionInfo(StageSignature signature, Assembly assembly) => new(
        modelSignature: signature.ModelSignature,
        verWrittenCur: signature.Version,
        verReadableCur: signature.Version,
        verWeCanReadBack: StageSignature.FormatVersion,
        // The simple name is saved, so that a file still loads after the assembly's version or key has changed.
        loaderAssemblyName: assembly.GetName().Name,
        loaderSignature: signature.LoaderName);
}
