using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// Answers and counts the rows of one column that have no softmax. The cursors that share the work of a pass share one count, which
/// the last of them to end reports.
/// </summary>
internal sealed class InvalidRows(string stage, string column, InvalidRowHandling handling, Action<string> warn)
{
    private readonly object _lock = new();
    private int _cursors;
    private long _count;
    private string _first = "";

    public void BeginCursor()
    {
        lock (_lock)
            _cursors++;
    }

    /// <summary>Says how many invalid rows there were, if any, when no other cursor is at work.</summary>
    public void EndCursor()
    {
        string warning;
        lock (_lock)
        {
            if (--_cursors > 0 || _count == 0)
                return;
            string given = handling == InvalidRowHandling.Zero ? "zero" : "not finite";
            warning = $"{stage}: {_count} of the rows read from column '{column}' have no softmax, and their results are {given}. The first found: {_first}.";
            _count = 0;
        }
        warn(warning);
    }

    /// <summary>Takes note of a row, and replaces its <paramref name="result"/> where the user wants so.</summary>
    /// <param name="rowId">Identifies the row: its position may be relative to the part of the data that a cursor was given.</param>
    /// <param name="logits">The row.</param>
    /// <param name="result">What the kernel made of it.</param>
    /// <exception cref="InvalidOperationException">The user wants that.</exception>
    public void Add<T>(ValueGetter<DataViewRowId> rowId, in VBuffer<T> logits, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        lock (_lock)
        {
            if (_count++ == 0)
                _first = Describe(rowId, in logits);
        }

        if (handling == InvalidRowHandling.Throw)
        {
            throw new InvalidOperationException(
                $"{stage}: column '{column}' has a row without a softmax: {Describe(rowId, in logits)}. Mend the logits, or let " +
                $"{nameof(LogitsOptions)}.{nameof(LogitsOptions.InvalidRows)} be {nameof(InvalidRowHandling.Propagate)} or {nameof(InvalidRowHandling.Zero)}.");
        }
        if (handling == InvalidRowHandling.Zero)
            result.Clear();
    }

    private static string Describe<T>(ValueGetter<DataViewRowId> rowId, in VBuffer<T> logits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        DataViewRowId id = default;
        rowId(ref id);
        return $"in row {(id.High == 0 ? id.Low : id)}, {Reason(in logits)}";
    }

    private static string Reason<T>(in VBuffer<T> logits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (KeyValuePair<int, T> item in logits.Items(all: true))
        {
            if (T.IsNaN(item.Value) || T.IsPositiveInfinity(item.Value))
                return $"element {item.Key} is {(T.IsNaN(item.Value) ? "NaN" : "+∞")}";
        }
        return logits.Items(all: true).All(item => T.IsNegativeInfinity(item.Value))
            ? $"all {logits.Length} elements are −∞"
            : "a logit divided by the temperature exceeds the range of its type";
    }
}
