using System.Text;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Mono.Cecil;

namespace LseMlNet.Tests.Conventions;

/// <summary>
/// Checks the internal members of ML.NET that our assemblies use: all exist, Internals.txt lists them, and only Interop/ uses them.
/// </summary>
public sealed class InternalsTests
{
    private static readonly string MicrosoftMLFolder = Path.GetDirectoryName(typeof(MLContext).Assembly.Location)!;

    [Fact]
    public void LseMlNet_InternalsUsed_AreTrackedAndResolve() => AssertTrackedAndResolved(typeof(SoftmaxEstimator));

    [Fact]
    public void LseMlNetOnnxRuntime_InternalsUsed_AreTrackedAndResolve() =>
        AssertTrackedAndResolved(typeof(OnnxRuntime.OnnxScoringEstimator));

    [Fact]
    public void LseMlNetImages_InternalsUsed_AreTrackedAndResolve() => AssertTrackedAndResolved(typeof(Images.PreprocessImagesEstimator));

    [Fact]
    public void LseMlNet_InternalsUsed_AreUsedInInteropOnly() => AssertInInterop(typeof(SoftmaxEstimator));

    [Fact]
    public void LseMlNetOnnxRuntime_InternalsUsed_AreUsedInInteropOnly() => AssertInInterop(typeof(OnnxRuntime.OnnxScoringEstimator));

    [Fact]
    public void LseMlNetImages_InternalsUsed_AreUsedInInteropOnly() => AssertInInterop(typeof(Images.PreprocessImagesEstimator));

    private static void AssertInInterop(Type type)
    {
        using AssemblyDefinition ours = Read(type);
        IEnumerable<string> elsewhere =
            from definition in ours.MainModule.GetTypes()
            from method in definition.Methods
            where method.HasBody && method.DebugInformation.HasSequencePoints
            let file = method.DebugInformation.SequencePoints[0].Document.Url.Replace('\\', '/')
            where !file.Contains("/Interop/", StringComparison.Ordinal)
            from instruction in method.Body.Instructions
            let used = Definition(instruction.Operand)
            where used is not null && !IsPublic(used)
            select $"{file}: {method.Name} uses {used.FullName}";
        Assert.Empty(elsewhere.Distinct());
    }

    private static IMemberDefinition? Definition(object operand) => operand switch
    {
        TypeReference type => IsMicrosoftML(type) ? type.Resolve() : null,
        MemberReference member => IsMicrosoftML(member.DeclaringType) ? member.Resolve() : null,
        _ => null,
    };

    private static void AssertTrackedAndResolved(Type type)
    {
        using AssemblyDefinition ours = Read(type);

        var used = new SortedSet<string>(StringComparer.Ordinal);
        foreach (TypeReference reference in ours.MainModule.GetTypeReferences().Where(IsMicrosoftML))
        {
            TypeDefinition definition = reference.Resolve() ?? throw new InvalidOperationException($"{reference.FullName} is missing in " +
                $"{MicrosoftMLFolder}.");
            if (!IsPublic(definition))
            {
                used.Add($"{definition.Scope.Name}: {definition.FullName}");
            }
        }
        foreach (MemberReference reference in ours.MainModule.GetMemberReferences()
            .Where(reference => IsMicrosoftML(reference.DeclaringType)))
        {
            IMemberDefinition definition = reference.Resolve() ?? throw new InvalidOperationException(
                $"{reference.FullName} is missing in {MicrosoftMLFolder}.");
            if (!IsPublic(definition))
            {
                used.Add($"{definition.DeclaringType.Scope.Name}: {definition.FullName}");
            }
        }
        Assert.NotEmpty(used);

        var text = new StringBuilder("# The members of ML.NET that are not public and that this assembly uses. Kept by a test; see " +
            "docs/architecture/ml-net-internals.md.\n");
        foreach (string member in used)
        {
            text.Append(member).Append('\n');
        }

        Tracked.AssertSame(text.ToString(), "src", type.Assembly.GetName().Name!, "Interop", "Internals.txt");
    }

    private static AssemblyDefinition Read(Type type)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(MicrosoftMLFolder);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        return AssemblyDefinition.ReadAssembly(
            type.Assembly.Location, new ReaderParameters { AssemblyResolver = resolver, ReadSymbols = true });
    }

    private static bool IsMicrosoftML(TypeReference type) =>
        type.GetElementType().Scope.Name.StartsWith("Microsoft.ML", StringComparison.Ordinal);

    private static bool IsPublic(IMemberDefinition member) => member switch
    {
        TypeDefinition type => type.IsPublic || (type.IsNestedPublic && IsPublic(type.DeclaringType)),
        MethodDefinition method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && IsPublic(method.DeclaringType),
        FieldDefinition field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && IsPublic(field.DeclaringType),
        _ => throw new NotSupportedException(member.ToString()),
    };
}
