using System.Numerics;

namespace LseMlNet.Numerics.Tests;

public sealed class LabelledLossSingleTests : LabelledLossTests<float>;

public sealed class LabelledLossDoubleTests : LabelledLossTests<double>;

public abstract class LabelledLossTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Fact]
    public void Of_ReferenceRows_AreWithinTheStatedErrors()
    {
        LabelledErrors errors = new();
        foreach (LabelledReference reference in LabelledReference.Of<T>())
        {
            LabelledLoss row = LabelledLoss.Of<T>(reference.Logits<T>(), reference.Label, reference.Temperature);
            double bound = reference.Bound;
            errors.Add("loss", reference, row.Loss, reference.Loss, bound * reference.Loss);
            errors.Add("slope", reference, row.Slope, reference.Slope, bound * reference.SlopeScale);
            errors.Add("curvature", reference, row.Curvature, reference.Curvature, bound * reference.Length * reference.Curvature);
            errors.Add(
                "third derivative", reference, row.ThirdDerivative, reference.ThirdDerivative, bound * reference.Length * reference.ThirdScale);
        }

        errors.AssertWithinBounds();
    }

    [Theory, MemberData(nameof(LabelledReference.Lengths), MemberType = typeof(LabelledReference))]
    public void Of_ExcludedClasses_ChangeNothing(int length)
    {
        var random = new Random(length);
        T[] logits = [.. Enumerable.Range(0, length).Select(_ => T.CreateTruncating(random.Next(-20, 20)))];
        T[] more = [.. logits, .. Enumerable.Repeat(T.NegativeInfinity, 11)];
        LabelledLoss row = LabelledLoss.Of<T>(logits, 0, 2), longer = LabelledLoss.Of<T>(more, 0, 2);
        Assert.Equal(
            (row.Loss, row.Slope, row.Curvature, row.ThirdDerivative, row.LabelBelowLargest, row.IsFlat),
            (longer.Loss, longer.Slope, longer.Curvature, longer.ThirdDerivative, longer.LabelBelowLargest, longer.IsFlat));
    }

    [Fact]
    public void Of_NaN_HasNoSoftmax() => Assert.False(LabelledLoss.Of<T>([T.One, T.NaN, T.Zero], 0, 2).HasSoftmax);

    [Fact]
    public void Of_CertainlyWrongRow_HasTheDistanceAsSlope()
    {
        LabelledLoss row = LabelledLoss.Of<T>([T.CreateTruncating(3000), T.Zero], 1, 2);
        Assert.Equal((1500, 3000, 0, -3000), (row.Loss, row.Slope, row.Curvature, row.LabelBelowLargest));
    }

    [Theory, InlineData(1e-320), InlineData(1e-300), InlineData(1e300)]
    public void Of_ExtremeTemperature_IsOneOfTheLimits(double temperature)
    {
        LabelledLoss row = LabelledLoss.Of<T>([T.One, T.Zero, T.One], 0, temperature);
        Assert.Equal(Math.Log(temperature < 1 ? 2 : 3), row.Loss, 1e-15);
        Assert.True(LabelledLoss.Of<T>([T.One, T.NegativeInfinity, T.One], 0, temperature).IsFlat);
    }
}
