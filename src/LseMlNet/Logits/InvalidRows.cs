using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// Answers and counts the rows of one column that have no softmax. The cursors that share the work of a pass share one count, which
/// the last of them to end reports.
/// </summary>
/// <param name="stage">What messages call the stage.</param>
/// <param name="column">The input column.</param>
/// <param name="handling">What the user wants to be done.</param>
/// <param name="warn">Writes a warning.</param>
/// <param name="total">Counts them over all passes, also those that never end, as that of a prediction engine.</param>
/// <param name="propagated">What the result of such a row is where nothing else is wanted.</param>
internal sealed class InvalidRows(
    string stage, string column, InvalidRowHandling handling, Action<string> warn, InvalidRowTotal total, string propagated = "not finite")
{
    private readonly object _lock = new();
    private int _cursors;
    private long _count;
    private string _first = "";

    private InvalidRowHandling Handling { get; } = handling;

    /// <summary>Begins to count the rows of one more cursor.</summary>
    public Cursor Begin(DataViewRow row)
    {
        lock (_lock)
        {
            _cursors++;
        }

        return new Cursor(this, row);
    }

    // Says how many invalid rows there were, if any, when no other cursor is at work.
    private void End()
    {
        string warning;
        lock (_lock)
        {
            // Where rows throw, the exception has said it all.
            if (--_cursors > 0 || _count == 0 || Handling == InvalidRowHandling.Throw)
            {
                return;
            }

            string given = Handling == InvalidRowHandling.Zero ? "zero" : propagated;
            warning = $"{stage}: {_count} of the rows read from column '{column}' have no softmax, and their results are {given}. The first found: {_first}.";
            _count = 0;
        }
        warn(warning);
    }

    private void Add(Func<string> describe)
    {
        total.Add();
        lock (_lock)
        {
            if (_count++ == 0)
            {
                _first = describe();
            }
        }

        if (Handling == InvalidRowHandling.Throw)
        {
            throw new InvalidOperationException(
                $"{stage}: column '{column}' has a row without a softmax: {describe()}. Mend the logits, or let " +
                $"{nameof(LogitsOptions)}.{nameof(LogitsOptions.InvalidRows)} be {nameof(InvalidRowHandling.Propagate)} or {nameof(InvalidRowHandling.Zero)}.");
        }
    }

    private static string Reason<T>(in VBuffer<T> logits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (logits.Length == 0)
        {
            return "there are no elements";
        }

        foreach (KeyValuePair<int, T> item in logits.Items(all: true))
        {
            if (T.IsNaN(item.Value) || T.IsPositiveInfinity(item.Value))
            {
                return $"element {item.Key} is {(T.IsNaN(item.Value) ? "NaN" : "+∞")}";
            }
        }
        return logits.Items(all: true).All(item => T.IsNegativeInfinity(item.Value))
            ? $"all {logits.Length} elements are −∞"
            : "a logit divided by the temperature exceeds the range of its type";
    }

    /// <summary>The part of one cursor.</summary>
    public sealed class Cursor(InvalidRows all, DataViewRow row)
    {
        // A row is named by its id: its position may be relative to the part of the data that the cursor was given.
        private readonly ValueGetter<DataViewRowId> _rowId = row.GetIdGetter();
        private long _counted = -1;

        /// <summary>Takes note of the current row, once however often it is read, and replaces its result where the user wants so.</summary>
        /// <exception cref="InvalidOperationException">The user wants that.</exception>
        public void Add<T>(in VBuffer<T> logits, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            if (_counted != row.Position)
            {
                VBuffer<T> invalid = logits;
                all.Add(() => $"in row {RowText.Of(_rowId)}, {Reason(in invalid)}");
                _counted = row.Position;
            }
            if (all.Handling == InvalidRowHandling.Zero)
            {
                result.Clear();
            }
        }

        public void End() => all.End();
    }
}
