using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Tests.Support;

/// <summary>The largest error of each operation, in ulp, and the one that its documentation states.</summary>
internal sealed class LargestErrors<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    private static readonly bool IsSingle = typeof(T) == typeof(float);

    // Kernels for 128-bit vectors have no tables in registers, and on old processors no fused multiply-add.
    private static readonly bool IsWide = Vector256.IsHardwareAccelerated || !Vector128.IsHardwareAccelerated;

    // Without vectors, the exponentials of doubles are those of Math.Exp.
    private static readonly bool IsFused = Vector128.IsHardwareAccelerated && (Fma.IsSupported || AdvSimd.IsSupported);

    private static readonly Dictionary<string, double> Bounds = new()
    {
        ["softmax"] = IsSingle ? (IsWide ? 1.5 : 2) : 3.5,
        ["log-softmax"] = IsSingle ? (IsWide ? 1.2 : 1.5) : IsFused ? 1.6 : 1.8,
        ["cross-entropy"] = IsSingle ? 0.55 : IsFused ? 1.5 : 1.7,
        ["log-sum-exp"] = IsSingle ? 0.55 : 1,
        ["entropy"] = IsSingle ? 1 : 3,
        ["margin"] = IsSingle ? 0.55 : 1,
    };

    // The fraction of the largest logit by which a log-sum-exp may be off if that logit and the logarithm nearly cancel.
    private static readonly double Cancellation = IsSingle ? 1e-11 : 4e-16;

    private readonly Dictionary<string, (double Ulps, string Where)> _largest = Bounds.Keys.ToDictionary(name => name, _ => (0.0, ""));

    public bool AreWithinBounds => _largest.All(pair => IsWithinBound(pair.Key, pair.Value.Ulps));

    public void Add(string operation, ReferenceRow row, double[] reference, T result)
    {
        double ulps = ReferenceRow.Ulps(reference, result);
        if (ulps > _largest[operation].Ulps)
        {
            _largest[operation] = (ulps, $"{result} instead of {reference[0]} in the {row}");
        }
    }

    public void AddLogSumExp(ReferenceRow row, T result)
    {
        double largestLogit = double.CreateTruncating(T.Abs(row.Logits<T>().Max()!)) / row.Temperature;
        if (!(ReferenceRow.Distance(row.LogSumExp, result) <= Cancellation * largestLogit))
        {
            Add("log-sum-exp", row, row.LogSumExp, result);
        }
    }

    public override string ToString() => string.Join('\n', _largest.Select(pair => Line(pair.Key, pair.Value.Ulps, pair.Value.Where)));

    private static string Line(string operation, double ulps, string where) => string.Create(
        CultureInfo.InvariantCulture,
        $"{operation}: {ulps:0.000} ulp{(IsWithinBound(operation, ulps) ? "" : $", not within {Bounds[operation]}")} {where}");

    private static bool IsWithinBound(string operation, double ulps) => ulps <= Bounds[operation];
}
