using System.Numerics;

namespace LseMlNet.Numerics.Tests.Contract;

public sealed class AccuracySingleTests : AccuracyTests<float>;

public sealed class AccuracyDoubleTests : AccuracyTests<double>;

/// <summary>Asserts the largest error that the documentation of each operation states, against references of 70 digits.</summary>
public abstract class AccuracyTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(ReferenceRow.Temperatures), MemberType = typeof(ReferenceRow))]
    public void EveryOperation_Row_IsWithinTheStatedError(double temperature) => Check(temperature, (row, errors) =>
    {
        T[] x = row.Logits<T>();
        T[] softmax = new T[x.Length];
        T[] logSoftmax = new T[x.Length];
        // At temperature 1 the simple overloads are tested, and the class axis below covers the others.
        if (temperature == 1)
        {
            Subject<T>.Softmax(x, softmax);
            Subject<T>.LogSoftmax(x, logSoftmax);
            errors.AddLogSumExp(row, Subject<T>.LogSumExp(x));
            errors.Add("entropy", row, row.Entropy, Decide<T>.Entropy(x));
            errors.Add("margin", row, row.Margin, Decide<T>.Margin(x));
        }
        else
        {
            Subject<T>.Softmax(x, softmax, temperature);
            Subject<T>.LogSoftmax(x, logSoftmax, temperature);
            errors.AddLogSumExp(row, Subject<T>.LogSumExp(x, temperature));
            errors.Add("entropy", row, row.Entropy, Decide<T>.Entropy(x, temperature));
            errors.Add("margin", row, row.Margin, Decide<T>.Margin(x, temperature));
        }

        foreach ((int i, double[] reference, double[] log) in row.Indices.Zip(row.Softmax, row.LogSoftmax))
        {
            errors.Add("softmax", row, reference, softmax[i]);
            errors.Add("log-softmax", row, log, logSoftmax[i]);
            T loss = temperature == 1 ? Subject<T>.CrossEntropy(x, i) : Subject<T>.CrossEntropy(x, i, temperature);
            errors.Add("cross-entropy", row, log, -loss);
        }
    });

    /// <summary>Two blocks of positions. Each position has the classes of the row, rotated by its index.</summary>
    [Theory]
    [MemberData(nameof(ReferenceRow.Temperatures), MemberType = typeof(ReferenceRow))]
    public void EveryOperation_ClassAxis_IsWithinTheStatedError(double temperature) => Check(temperature, (row, errors) =>
    {
        const int Outer = 2;
        int inner = row.Length < 1000 ? 37 : 3;
        T[] x = row.Logits<T>();
        T[] logits = new T[Outer * x.Length * inner];
        for (int position = 0; position < Outer * inner; position++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                logits[IndexOf(position, i)] = x[i];
            }
        }

        // The labels cycle through the classes that have references.
        int[] turns = [.. Enumerable.Range(0, Outer * inner).Select(position => position % row.Indices.Length)];
        int[] labels = [.. turns.Select((turn, position) => ClassOf(position, row.Indices[turn]))];
        AxisResults<T> results = AxisResults<T>.Of(logits, row.Length, inner, labels, temperature, 1);
        for (int position = 0; position < Outer * inner; position++)
        {
            errors.AddLogSumExp(row, results.LogSumExp[position]);
            errors.Add("entropy", row, row.Entropy, results.Entropy[position]);
            errors.Add("margin", row, row.Margin, results.Margin[position]);
            errors.Add("cross-entropy", row, row.LogSoftmax[turns[position]], -results.CrossEntropy[position]);
            foreach ((int i, double[] reference, double[] log) in row.Indices.Zip(row.Softmax, row.LogSoftmax))
            {
                errors.Add("softmax", row, reference, results.Softmax[IndexOf(position, i)]);
                errors.Add("log-softmax", row, log, results.LogSoftmax[IndexOf(position, i)]);
            }
        }

        int ClassOf(int position, int i) => (i + position) % row.Length;
        int IndexOf(int position, int i) => (position / inner * row.Length + ClassOf(position, i)) * inner + position % inner;
    });

    private static void Check(double temperature, Action<ReferenceRow, LargestErrors<T>> measure)
    {
        LargestErrors<T> errors = new();
        foreach (ReferenceRow row in ReferenceRow.At<T>(temperature))
        {
            measure(row, errors);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{errors}");
        Assert.True(errors.AreWithinBounds, $"{errors}");
    }
}
