using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Reads the scores of a cursor's rows, as dense rows and as probabilities. Each getter has its own reader.</summary>
internal sealed class ScoreReader<T>(
    string stage,
    DataViewRow row,
    DataViewSchema.Column column,
    ClassShape shape,
    ScoreMeaning meaning,
    ScoreKernels<T> kernels,
    InvalidRows.Cursor invalidRows,
    ProbabilityWatch.Column.Cursor? probabilityRows = null)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ValueGetter<VBuffer<T>> _get = row.GetGetter<VBuffer<T>>(row.Schema[column.Index]);
    private readonly RowLength _length = new(stage, column, row);
    private VBuffer<T> _scores;
    private T[] _dense = [];
    private T[] _probabilities = [];

    /// <summary>Reads the scores of the current row. Scores that a sparse row does not store are 0.</summary>
    public ReadOnlySpan<T> Read()
    {
        _get(ref _scores);
        _length.Check(_scores.Length);
        probabilityRows?.Add(in _scores);
        return RowKernel<T>.Dense(in _scores, ref _dense);
    }

    /// <summary>Returns the probabilities of the row that was read last.</summary>
    public ReadOnlySpan<T> Probabilities(ReadOnlySpan<T> scores)
    {
        if (meaning == ScoreMeaning.Probabilities)
        {
            return scores;
        }

        if (_probabilities.Length == 0)
        {
            _probabilities = new T[scores.Length];
        }

        if (shape.Axis is null)
        {
            kernels.Softmax(scores, _probabilities);
        }
        else
        {
            kernels.AxisSoftmax(scores, shape.ClassCount, shape.InnerLength, _probabilities, 1, 1);
        }

        return _probabilities;
    }

    /// <summary>Records that the row that was read last has no label.</summary>
    public void AddInvalid() => invalidRows.Add(in _scores, Span<T>.Empty);

    /// <summary>Records positions of the tensor that was read last that have no label.</summary>
    public void AddInvalid(int first, int count) => invalidRows.AddPositions(in _scores, shape, first, count);
}
