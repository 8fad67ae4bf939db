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
/// <param name="handling">The user's choice of what to do with such rows.</param>
/// <param name="warn">Writes a warning.</param>
/// <param name="total">The count of such rows over all passes, including passes that never end, such as a prediction engine's.</param>
/// <param name="propagated">The warning's words for the result of such a row when it is propagated.</param>
/// <param name="defect">The defect that such rows have in common; null means that they have no softmax.</param>
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
            string defects = _count == 1 ? $"{_defect.One}, and its result is" : $"{_defect.Many}, and their results are";
            warning = $"{stage}: {_count} of the rows read from column '{column}' {defects} {given}. " +
                $"The first found: {_first}.";
            _count = 0;
        }
        warn(warning);
    }

    private void Add(int rows, Func<string> describe)
    {
        total.Add(rows);
        lock (_lock)
        {
            if (_count == 0)
            {
                _first = describe();
            }

            _count += rows;
        }

        if (Handling == InvalidRowHandling.Throw)
        {
            throw new InvalidOperationException(
                $"{stage}: column '{column}' has a row {_defect.Row}: {describe()}. " +
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
                all.Add(1, () => $"in row {RowText.Of(_rowId)}, {all._defect.Reason(in invalid)}");
                _counted = row.Position;
            }
            if (all.Handling == InvalidRowHandling.Zero)
            {
                result.Clear();
            }
        }

        /// <summary>
        /// Counts the positions of the current tensor whose result is not finite, each as a row, and replaces their results if the user
        /// chose to.
        /// </summary>
        /// <param name="logits">The tensor.</param>
        /// <param name="shape">The shape of the tensor, which determines where its classes are.</param>
        /// <param name="result">The results: one for each logit, or one for each position.</param>
        /// <param name="mayBeInfinite">Whether a position that has a softmax can have an infinite result.</param>
        /// <exception cref="InvalidOperationException">The user chose <see cref="InvalidRowHandling.Throw"/>.</exception>
        public void AddPositions<T>(in VBuffer<T> logits, ClassShape shape, Span<T> result, bool mayBeInfinite)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            int inner = shape.InnerLength, perPosition = result.Length / shape.PositionCount, first = -1, count = 0;
            for (int position = 0, index = 0; position < shape.PositionCount; position++, index++)
            {
                // Skips the remaining results of the previous positions.
                if (position > 0 && position % inner == 0)
                {
                    index += (perPosition - 1) * inner;
                }

                if (T.IsFinite(result[index]) || (mayBeInfinite && T.IsInfinity(result[index])))
                {
                    continue;
                }

                first = count++ == 0 ? position : first;
                for (int i = 0; i < perPosition && all.Handling == InvalidRowHandling.Zero; i++)
                {
                    result[index + i * inner] = T.Zero;
                }
            }

            AddPositions(in logits, shape, first, count);
        }

        /// <summary>Counts positions of the current tensor that have no softmax, each as a row.</summary>
        /// <param name="logits">The tensor.</param>
        /// <param name="shape">The shape of the tensor, which determines where its classes are.</param>
        /// <param name="first">The first position.</param>
        /// <param name="count">The number of positions; may be 0.</param>
        /// <exception cref="InvalidOperationException">The user chose <see cref="InvalidRowHandling.Throw"/>.</exception>
        public void AddPositions<T>(in VBuffer<T> logits, ClassShape shape, int first, int count)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            if (count > 0 && _counted != row.Position)
            {
                Count(logits, shape, first, count);
                _counted = row.Position;
            }
        }

        public void End() => all.End();

        // This method is separate from its callers, where captured variables would cost an allocation for every tensor.
        private void Count<T>(VBuffer<T> logits, ClassShape shape, int first, int count)
            where T : unmanaged, IFloatingPointIeee754<T> =>
            all.Add(
                count, () => $"in row {RowText.Of(_rowId)}, at position {shape.PositionText(first)}, {Reason(in logits, shape, first)}");

        private string Reason<T>(in VBuffer<T> logits, ClassShape shape, int position)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] classes = new T[shape.ClassCount];
            shape.CopyRow<T>([.. logits.DenseValues()], position, classes);
            return all._defect.Reason(new VBuffer<T>(classes.Length, classes));
        }
    }
}
