using System.Collections;

namespace LseMlNet;

/// <summary>
/// How often each class was predicted for the rows of each class. It counts the rows with a softmax, a label and a positive weight. Memory
/// use grows with the pairs of classes that occur, not with the square of the number of classes.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly ConfusionCell[] _cells;

    // The first cell of each row of the matrix, and at the end the number of cells.
    private readonly int[] _starts;

    internal ConfusionMatrix(IReadOnlyList<string> classNames, ConfusionCell[] cells)
    {
        ClassNames = classNames;
        _cells = cells;
        _starts = new int[classNames.Count + 1];
        foreach (ConfusionCell cell in cells)
        {
            _starts[cell.Actual + 1]++;
        }

        for (int i = 1; i < _starts.Length; i++)
        {
            _starts[i] += _starts[i - 1];
        }

        Counts = new Matrix<long>(this, cell => cell.Count);
        Weights = new Matrix<double>(this, cell => cell.Weight);
    }

    /// <summary>The names of the classes, in the order of the logits. The name of an unnamed class is its number.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The number of rows, as <c>Counts[actual][predicted]</c>.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Counts { get; }

    /// <summary>The sum of the weights of the rows, as <c>Weights[actual][predicted]</c>. Without weights, the same as the
    /// counts.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Weights { get; }

    /// <summary>The pairs of classes that occur, ordered by actual and then by predicted class.</summary>
    public IReadOnlyList<ConfusionCell> Cells => _cells;

    private ConfusionCell Find(int actual, int predicted)
    {
        ReadOnlySpan<ConfusionCell> row = _cells.AsSpan(_starts[actual].._starts[actual + 1]);
        int low = 0, high = row.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (row[middle].Predicted < predicted)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < row.Length && row[low].Predicted == predicted ? row[low] : default;
    }

    private sealed class Matrix<T>(ConfusionMatrix matrix, Func<ConfusionCell, T> value) : View<IReadOnlyList<T>>(matrix.ClassNames.Count)
    {
        protected override IReadOnlyList<T> At(int index) => new Row<T>(matrix, index, value);
    }

    private sealed class Row<T>(ConfusionMatrix matrix, int actual, Func<ConfusionCell, T> value) : View<T>(matrix.ClassNames.Count)
    {
        protected override T At(int index) => value(matrix.Find(actual, index));
    }

    private abstract class View<T>(int count) : IReadOnlyList<T>
    {
        public int Count => count;

        public T this[int index]
        {
            get
            {
                ArgumentOutOfRangeException.ThrowIfNegative(index);
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
                return At(index);
            }
        }

        public IEnumerator<T> GetEnumerator() => Enumerable.Range(0, count).Select(At).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        protected abstract T At(int index);
    }
}
