using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LseMlNet.Examples.Tests.Documentation;

/// <summary>A C# block, compiled as the only file of a project that has the references of the tests.</summary>
internal sealed class CSharpProgram
{
    /// <summary>The code that comes before a fragment when it is compiled.</summary>
    public const string Fragment =
        """
        using LseMlNet;
        using LseMlNet.Files;
        using LseMlNet.Images;
        using LseMlNet.Numerics;
        using LseMlNet.OnnxRuntime;
        using Microsoft.ML;
        using Microsoft.ML.Data;

        var ml = new MLContext();
        IDataView data = ml.Data.LoadFromEnumerable(Array.Empty<Row>());
        Fragment(ml, data);

        static void Fragment(MLContext ml, IDataView data)
        {
        #line 1
        {0}
        }

        internal sealed class Row;
        """;

    private const string ConsoleUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;

        """;

    private const string WebUsings =
        """
        global using System.Net.Http.Json;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;

        """;

    // The assemblies that the tests run with: .NET, ASP.NET, ML.NET, ONNX Runtime and the libraries of this repository.
    private static readonly MetadataReference[] References =
    [
        .. from file in ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
           select MetadataReference.CreateFromFile(file),
    ];

    // These warnings concern a library that was compiled against an older version of an assembly. The SDK does not report them either.
    private static readonly Dictionary<string, ReportDiagnostic> NotReported = new()
    {
        ["CS1701"] = ReportDiagnostic.Suppress,
        ["CS1702"] = ReportDiagnostic.Suppress,
    };

    private readonly CSharpCompilation _compilation;

    private CSharpProgram(string code, string usings)
    {
        CSharpParseOptions options = new(LanguageVersion.CSharp14);
        _compilation = CSharpCompilation.Create(
            $"Documented-{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(code, options), CSharpSyntaxTree.ParseText(usings, options)],
            References,
            new CSharpCompilationOptions(
                OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: NotReported));
    }

    /// <summary>Errors and warnings, each with its line in the block.</summary>
    public IEnumerable<string> Problems =>
        from diagnostic in _compilation.GetDiagnostics()
        where diagnostic.Severity >= DiagnosticSeverity.Warning
        select $"line {diagnostic.Location.GetMappedLineSpan().StartLinePosition.Line + 1}: {diagnostic.Id} {diagnostic.GetMessage(null)}";

    public static CSharpProgram Of(MarkdownBlock block) => block.Kind == "fragment"
        ? new CSharpProgram(Fragment.Replace("{0}", block.Text, StringComparison.Ordinal), ConsoleUsings)
        : new CSharpProgram(block.Text, block.Kind == "web" ? ConsoleUsings + WebUsings : ConsoleUsings);

    /// <summary>Runs the program in a separate process, in an empty folder.</summary>
    public ProgramRun Run()
    {
        // The runtime looks for references in the folder of the program, so this is the folder of the tests.
        string file = Path.Combine(AppContext.BaseDirectory, $"{_compilation.AssemblyName}.dll");
        string tests = typeof(CSharpProgram).Assembly.Location;
        using var folder = new TemporaryFolder();
        try
        {
            Assert.Equal([], _compilation.Emit(file).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
            string dependencies = Path.ChangeExtension(tests, ".deps.json"), runtime = Path.ChangeExtension(tests, ".runtimeconfig.json");
            string[] arguments = ["exec", "--depsfile", dependencies, "--runtimeconfig", runtime, file];
            return BuiltProgram.RunCommand(BuiltProgram.Dotnet, arguments, folder.FullName);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
