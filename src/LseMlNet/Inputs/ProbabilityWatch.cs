using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// Notices probabilities in the columns of logits that a transformer reads: by their annotation, or because the first rows look like
/// probabilities. It warns once for each column, and counts such rows over all passes and prediction engines.
/// </summary>
/// <param name="stage">The name of the stage in messages.</param>
/// <param name="advice">What to do if the column does hold probabilities.</param>
/// <param name="warnings">The warnings of the transformer.</param>
internal sealed class ProbabilityWatch(string stage, string advice, WarnOnce warnings)
{
    /// <summary>The advice for stages that accept logits from any source.</summary>
    public const string TakeLogarithms = "Append LogProbabilities, and use its output: the logarithms of probabilities are logits.";

    // Two logits between 0 and 1 can sum to 1 by chance, but not in this many rows.
    private const int EnoughRows = 8;

    private long _count;

    /// <summary>The number of rows that look like probabilities.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Warns if a column is annotated as probabilities.</summary>
    public void CheckAnnotation(DataViewSchema.Column column)
    {
        if (ScoresInput.ValueKind(column) == AnnotationKinds.Probability)
        {
            Warn(column.Name, $"column '{column.Name}' is annotated as probabilities, but {stage} takes logits. {advice}");
        }
    }

    /// <summary>Warns that rows look like probabilities.</summary>
    /// <param name="column">The name of the column.</param>
    /// <param name="rows">The number of such rows as text, as in "8 read so far".</param>
    public void WarnAboutRows(string column, string rows) => Warn(
        column,
        $"the rows of column '{column}' ({rows}) are nonnegative and sum to 1, as probabilities do, but {stage} takes logits. " +
        $"If they are probabilities, the result is wrong. {advice}");

    /// <summary>Watches a column in one schema. The cursors over the column share the state of this object.</summary>
    public Column Watch(DataViewSchema.Column column, ClassShape shape) => new(this, column.Name, shape);

    private void Warn(string column, string message) => warnings.Write($"probabilities in {column}", $"{stage}: {message}");

    /// <summary>One column of the stage's input.</summary>
    public sealed class Column(ProbabilityWatch watch, string name, ClassShape shape)
    {
        private ClassShape Shape { get; } = shape;

        private int _rows;
        private int _cursors;
        private volatile bool _hasLogits;

        /// <summary>Starts watching the rows of another cursor.</summary>
        public Cursor Begin(DataViewRow row)
        {
            Interlocked.Increment(ref _cursors);
            return new Cursor(this, row);
        }

        private void Add(bool looksLikeProbabilities)
        {
            if (!looksLikeProbabilities)
            {
                _hasLogits = true;
                return;
            }

            Interlocked.Increment(ref watch._count);
            if (!_hasLogits && Interlocked.Increment(ref _rows) == EnoughRows)
            {
                WarnAboutRows(EnoughRows);
            }
        }

        // A pass can have fewer rows than a warning requires.
        private void End()
        {
            if (Interlocked.Decrement(ref _cursors) == 0 && !_hasLogits && _rows > 0)
            {
                WarnAboutRows(_rows);
            }
        }

        private void WarnAboutRows(int rows) => watch.WarnAboutRows(name, $"{rows} read so far");

        /// <summary>Watches the rows of one cursor.</summary>
        public sealed class Cursor(Column column, DataViewRow row)
        {
            private long _counted = -1;

            // Sparse tensors are not checked, because their values would have to be sorted by position.
            private static bool Look<T>(in VBuffer<T> logits, ClassShape shape)
                where T : unmanaged, IFloatingPointIeee754<T> =>
                shape.Axis is null
                    ? ProbabilityRows.Look(logits.GetValues())
                    : logits.IsDense && ProbabilityRows.Look(logits.GetValues(), shape);

            /// <summary>Checks the current row once, however often it is read.</summary>
            public void Add<T>(in VBuffer<T> logits)
                where T : unmanaged, IFloatingPointIeee754<T>
            {
                if (_counted != row.Position)
                {
                    _counted = row.Position;
                    column.Add(Look(in logits, column.Shape));
                }
            }

            public void End() => column.End();
        }
    }
}
