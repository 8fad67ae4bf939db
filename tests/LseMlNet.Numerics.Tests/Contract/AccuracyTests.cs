using System.Numerics;

namespace LseMlNet.Numerics.Tests.Contract;

public sealed class AccuracySingleTests : AccuracyTests<float>;

public sealed class AccuracyDoubleTests : AccuracyTests<double>;

/// <summary>Asserts the largest error that the comment of each operation states, against references of 70 digits.</summary>
public abstract class AccuracyTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(ReferenceRow.Temperatures), MemberType = typeof(ReferenceRow))]
    public void Softmax_ReferenceRow_IsWithinTheStatedError(double temperature) => Check(
        Bounds.Softmax<T>(), temperature, (row, x, worst) =>
    {
        T[] results = new T[x.Length];
        Subject<T>.Softmax(x, results);
        worst.Add(row.Softmax, [.. row.Indices.Select(index => results[index])]);
    });

    [Theory]
    [MemberData(nameof(ReferenceRow.Temperatures), MemberType = typeof(ReferenceRow))]
    public void LogSoftmax_ReferenceRow_IsWithinTheStatedError(double temperature) => Check(
        Bounds.LogSoftmax<T>(), temperature, (row, x, worst) =>
    {
        T[] results = new T[x.Length];
        Subject<T>.LogSoftmax(x, results);
        worst.Add(row.LogSoftmax, [.. row.Indices.Select(index => results[index])]);
    });

    [Theory]
    [MemberData(nameof(ReferenceRow.Temperatures), MemberType = typeof(ReferenceRow))]
    public void CrossEntropy_ReferenceRow_IsWithinTheStatedError(double temperature) => Check(
        Bounds.CrossEntropy<T>(), temperature, (row, x, worst) =>
        worst.Add(row.LogSoftmax, [.. row.Indices.Select(index => -Subject<T>.CrossEntropy(x, index))]));

    [Theory]
    [MemberData(nameof(ReferenceRow.Temperatures), MemberType = typeof(ReferenceRow))]
    public void LogSumExp_ReferenceRow_IsWithinTheStatedError(double temperature) => Check(
        Bounds.LogSumExp<T>(), temperature, (row, x, worst) =>
        worst.Add(
            [row.LogSumExp], [Subject<T>.LogSumExp(x)],
            Bounds.LogSumExpCancelling<T>() * double.CreateTruncating(T.Abs(x.Max()!)) / temperature));

    [Theory]
    [MemberData(nameof(ReferenceRow.Temperatures), MemberType = typeof(ReferenceRow))]
    public void Entropy_ReferenceRow_IsWithinTheStatedError(double temperature) => Check(
        Bounds.Entropy<T>(), temperature, (row, x, worst) =>
        worst.Add([row.Entropy], [Decide<T>.Entropy(x)]));

    [Theory]
    [MemberData(nameof(ReferenceRow.Temperatures), MemberType = typeof(ReferenceRow))]
    public void Margin_ReferenceRow_IsWithinTheStatedError(double temperature) => Check(
        Bounds.Margin<T>(), temperature, (row, x, worst) =>
        worst.Add([row.Margin], [Decide<T>.Margin(x)]));

    private static void Check(double bound, double temperature, Action<ReferenceRow, T[], WorstError<T>> measure)
    {
        WorstError<T> worst = new();
        foreach (ReferenceRow row in ReferenceRow.At<T>(temperature))
        {
            worst.Row = row;
            measure(row, row.Logits<T>(), worst);
        }

        Assert.True(worst.Ulps <= bound, $"{worst}; the stated largest error is {bound} ulp");
    }
}
