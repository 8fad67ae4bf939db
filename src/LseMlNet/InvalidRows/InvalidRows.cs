using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// Handles and counts the rows of one column that have no softmax. The cursors that share a pass share one count, and the last cursor to
/// end reports it.
/// </summary>
/// <param name="stage">The name of the stage in messages.</param>
/// <param name="column">The input column.</param>
/// <param name="handling">What the user chose to do with such rows.</param>
/// <param name="warn">Writes a warning.</param>
/// <param name="total">Counts such rows over all passes, including passes that never end, such as a prediction engine's.</param>
/// <param name="propagated">What the warning calls the result of such a row when it is propagated.</param>
/// <param name="defect">What such rows have in common; null means that they have no softmax.</param>
internal sealed class InvalidRows(
    string stage,
    string column,
    InvalidRowHandling handling,
    Action<string> warn,
    InvalidRowTotal total,
    string propagated = "not finite",
    RowDefect? defect = null)
{
    private readonly RowDefect _defect = defect ?? RowDefect.NoSoftmax;

    private readonly object _lock = new();
    private int _cursors;
    private long _count;
    private string _first = "";

    private InvalidRowHandling Handling { get; } = handling;

    /// <summary>Starts counting for another cursor.</summary>
    public Cursor Begin(DataViewRow row)
    {
        lock (_lock)
        {
            _cursors++;
        }

        return new Cursor(this, row);
    }

    // Reports the number of invalid rows, if any, when the last cursor has ended.
    private void End()
    {
        string warning;
        lock (_lock)
        {
            // If an invalid row throws, the exception has already reported it.
            if (--_cursors > 0 || _count == 0 || Handling == InvalidRowHandling.Throw)
            {
                return;
            }

            string given = Handling == InvalidRowHandling.Zero ? "zero" : propagated;
            warning = $"{stage}: {_count} of the rows read from column '{column}' {_defect.Plural}, and their results are {given}. " +
                $"The first found: {_first}.";
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
                $"{stage}: column '{column}' has a row {_defect.Singular}: {describe()}. " +
                $"{_defect.Fix}, or set {nameof(LogitsOptions)}.{nameof(LogitsOptions.InvalidRows)} to " +
                $"{nameof(InvalidRowHandling.Propagate)} or {nameof(InvalidRowHandling.Zero)}.");
        }
    }

    /// <summary>Counts the invalid rows of one cursor.</summary>
    public sealed class Cursor(InvalidRows all, DataViewRow row)
    {
        // Messages name a row by its id, because its position may be relative to the part of the data that the cursor reads.
        private readonly ValueGetter<DataViewRowId> _rowId = row.GetIdGetter();
        private long _counted = -1;

        /// <summary>Counts the current row once, however often it is read, and replaces its result if the user chose to.</summary>
        /// <exception cref="InvalidOperationException">The user chose <see cref="InvalidRowHandling.Throw"/>.</exception>
        public void Add<T>(in VBuffer<T> logits, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            if (_counted != row.Position)
            {
                VBuffer<T> invalid = logits;
                all.Add(() => $"in row {RowText.Of(_rowId)}, {all._defect.Reason(in invalid)}");
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
