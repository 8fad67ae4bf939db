using System.Diagnostics;
using System.Numerics;
using System.Reflection;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;

namespace LseMlNet.Numerics.Tests.Conventions;

/// <summary>
/// Kernels are fast in every program only if the runtime compiles each as a whole. A helper that is compiled as a separate method is called
/// for every vector. A test cannot measure time, but the runtime lists what it compiles.
/// </summary>
public sealed partial class JitTests
{
    private const string Kernels = "LseMlNet.Numerics.Simd";

    private const BindingFlags AllMembers =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    // The switches of run-widths.sh.
    public static TheoryData<string, string> Widths => new()
    {
        { "512", "DOTNET_PreferredVectorBitWidth=512" },
        { "256", "DOTNET_EnableAVX512=0" },
        { "128 with FMA", "DOTNET_PreferredVectorBitWidth=128" },
        { "128", "DOTNET_EnableAVX2=0" },
    };

    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryOverload_DefaultSettings_CompilesNoHelperByItself(string width, string setting)
    {
        MutationRun.SkipTestOfAnotherProcess();
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("EXPECTED_VECTOR_WIDTH") is not null,
            "the program runs with a vector width of its own");
        Assert.SkipWhen(width == "512" && !Avx512F.IsSupported, "the processor has no AVX-512");
        Assert.SkipWhen(width != "128" && !Avx2.IsSupported, "the processor has no AVX2");

        string[] compiled = Compiled(setting);
        AssertContainsEveryOverload(compiled);
        string[] helpers = [.. compiled.Where(Helpers.Contains).Distinct()];
        Assert.True(
            helpers.Length == 0,
            $"At vector width {width}, the runtime compiled {helpers.Length} helpers as methods of their own. Inline them, or make the "
            + $"kernels around them smaller:\n{string.Join('\n', helpers)}");
    }

    /// <summary>
    /// The methods that work on the elements of a register, as "Type:Method": methods of structs that are to be inlined, and all methods
    /// that take or return vectors. A method that only chooses a kernel is not among them.
    /// </summary>
    private static HashSet<string> Helpers { get; } =
    [
        .. from type in typeof(Logits).Assembly.GetTypes()
           where type.Namespace?.StartsWith(Kernels, StringComparison.Ordinal) == true
           from method in type.GetMembers(AllMembers).OfType<MethodBase>()
           where (type.IsValueType && method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveInlining))
               || TypesOf(method).Any(IsVector)
           select $"{type.FullName}:{method.Name}",
    ];

    private static IEnumerable<Type> TypesOf(MethodBase method)
    {
        IEnumerable<Type> parameters = method.GetParameters().Select(parameter => parameter.ParameterType);
        return method is MethodInfo { ReturnType: var result } ? parameters.Append(result) : parameters;
    }

    // Type parameters for lanes or exponentials are constrained to an interface of the kernels.
    private static bool IsVector(Type type) =>
        type.Namespace == "System.Runtime.Intrinsics"
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Vector<>))
        || (type.IsGenericParameter
            && type.GetGenericParameterConstraints().Any(
                constraint => constraint.Namespace!.StartsWith(Kernels, StringComparison.Ordinal)));

    // Every overload must be called; otherwise, nothing is known about its helpers.
    private static void AssertContainsEveryOverload(string[] compiled)
    {
        MethodInfo[] overloads = typeof(Logits).GetMethods(BindingFlags.Public | BindingFlags.Static);
        foreach ((string name, int count) in overloads.CountBy(method => method.Name))
        {
            int found = compiled.Count(method => method == $"{typeof(Logits).FullName}:{name}");
            Assert.True(
                found >= count,
                $"LseMlNet.OrdinaryProgram calls {found} of {count} overloads of {name}. Add the others to its EveryOverload.cs.");
        }
    }

    private static string[] Compiled(string setting)
    {
        using var folder = new TemporaryFolder();
        string list = folder["compiled.txt"];
        ProcessStartInfo start = new(BuiltProgram.Dotnet, ["exec", BuiltProgram.PathOf("LseMlNet.OrdinaryProgram"), "each"]);
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("DOTNET_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment[setting.Split('=')[0]] = setting.Split('=')[1];
        start.Environment["DOTNET_JitStdOutFile"] = list;
        start.Environment["DOTNET_JitDisasmSummary"] = "1";
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return [.. File.ReadLines(list).Select(line => MethodPattern().Match(line)).Where(match => match.Success).Select(NameOf)];
    }

    // Removes the type arguments: Simd.Lanes256`1[float]:Load(ptr) becomes Simd.Lanes256`1:Load.
    private static string NameOf(Match method) => $"{method.Groups["type"].Value}:{method.Groups["name"].Value}";

    [GeneratedRegex(@"JIT compiled (?<type>[^\[:(]+)(\[.*?\])?:(?<name>[^\[(]+)")]
    private static partial Regex MethodPattern();
}
