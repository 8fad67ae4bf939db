using System.Text.Json;
using System.Text.Json.Serialization;

namespace LseMlNet.Tests.Support;

/// <summary>Compares metrics.</summary>
internal static class MetricsAssert
{
    private static readonly JsonSerializerOptions Options = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
    };

    /// <summary>Asserts that all numbers of all public properties are the same to the last bit.</summary>
    public static void Same(LogitsMetrics expected, LogitsMetrics actual) => Assert.Equal(Text(expected), Text(actual));

    /// <summary>Asserts that a number equals the result of another library, which was rounded a few times.</summary>
    public static void Close(double expected, double actual, double tolerance = 1e-12) => Assert.True(
        expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance * Math.Max(1e-3, Math.Abs(expected)),
        $"expected {expected:R}, actual {actual:R}");

    // Doubles are written so that they can be read back exactly.
    private static string Text(LogitsMetrics metrics) =>
        JsonSerializer.Serialize(metrics, Options) + string.Join(
            ' ', Enumerable.Range(1, metrics.ClassCount).Select(k => metrics.TopKAccuracy(k).ToString("R")));
}
