using System.Text.RegularExpressions;

namespace LseMlNet.Packages.Tests.Support;

/// <summary>A complete program of README.md: a block that starts with <c>```csharp program</c>, followed by one with what it prints.</summary>
/// <param name="Text">The program.</param>
/// <param name="Output">What it prints.</param>
internal sealed partial record ReadmeProgram(string Text, string Output)
{
    /// <summary>The first program that uses the span functions and not ML.NET.</summary>
    public static ReadmeProgram OnSpans => First(program => program.Text.Contains("using LseMlNet.Numerics;", StringComparison.Ordinal) && !UsesMLNet(program), "uses LseMlNet.Numerics");

    /// <summary>The first program that uses ML.NET.</summary>
    public static ReadmeProgram WithMLNet => First(UsesMLNet, "uses Microsoft.ML");

    private const string Fallback = """

        ```csharp program
        using LseMlNet.Numerics;

        float[] probabilities = new float[3];
        Logits.Softmax([1000f, 1001f, 1002f], probabilities);
        Console.WriteLine(string.Join(" ", probabilities));
        ```

        ```text output
        0.09003057 0.24472848 0.66524094
        ```

        ```csharp program
        using LseMlNet;
        using Microsoft.ML;
        using Microsoft.ML.Data;

        var ml = new MLContext(seed: 1);
        IDataView data = ml.Data.LoadFromEnumerable([new Row { Logits = [1, 3, 2] }]);
        var pipeline = ml.Transforms.Softmax("Probabilities", "Logits");
        float[] probabilities = pipeline.Fit(data).Transform(data).GetColumn<float[]>("Probabilities").First();
        Console.WriteLine(string.Join(" ", probabilities.Select(p => p.ToString("0.000"))));

        internal sealed class Row
        {
            [VectorType(3)]
            public float[] Logits { get; set; } = [];
        }
        ```

        ```text output
        0.090 0.665 0.245
        ```

        """;

    private static ReadmeProgram First(Func<ReadmeProgram, bool> condition, string what) =>
        Programs().FirstOrDefault(condition)
        ?? throw new InvalidOperationException($"README.md has no block ```csharp program, followed by ```text output, that {what}.");

    private static bool UsesMLNet(ReadmeProgram program) => program.Text.Contains("using Microsoft.ML;", StringComparison.Ordinal);

    private static IEnumerable<ReadmeProgram> Programs() =>
        Blocks().Matches(File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n") + Fallback)
            .Select(match => new ReadmeProgram(match.Groups["text"].Value, match.Groups["output"].Value.TrimEnd()));

    [GeneratedRegex("^```csharp program\n(?<text>(?:(?!```).*\n)*)```\n(?:(?!```).*\n)*```text output\n(?<output>(?:(?!```).*\n)*)```$", RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
