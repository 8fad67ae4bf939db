using System.Text.Json;
using System.Text.Json.Serialization;

namespace LseMlNet.Tests.Support;

/// <summary>
/// PyTorch's results for tensors along each of their axes, from axis.json, which axis.py writes. Labels of −1 are ignored.
/// </summary>
public sealed record AxisReference(
    int[] Shape, int Axis, double[] Logits, double[] Softmax, double[] LogSoftmax, double[] LogSumExp, long[] Labels, double LossSum)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private static readonly AxisReference[] References = Read();

    public static TheoryData<int> All => [.. Enumerable.Range(0, References.Length)];

    public int[] PositionShape => Shape.Length == 1 ? [1] : [.. Shape.Where((_, i) => i != Axis)];

    public static AxisReference Numbered(int index) => References[index];

    public override string ToString() => $"[{string.Join(", ", Shape)}] along {Axis}";

    private static AxisReference[] Read()
    {
        using FileStream file = File.OpenRead(Repository.PathOf("tests", "LseMlNet.Tests", "Support", "References", "axis.json"));
        return JsonSerializer.Deserialize<AxisReference[]>(file, Options)!;
    }
}
