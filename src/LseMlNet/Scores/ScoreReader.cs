using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Reads the scores of a cursor's rows, as dense rows and as probabilities. Each getter has its own reader.</summary>
internal sealed class ScoreReader<T>(
    string stage, DataViewRow row, DataViewSchema.Column column, ScoreMeaning meaning, ScoreKernels<T> kernels, InvalidRows.Cursor invalidRows)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _classes = ((VectorDataViewType)column.Type).Size;
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
        if (_scores.IsDense)
        {
            return _scores.GetValues();
        }

        Scratch(ref _dense);
        _scores.CopyTo(_dense);
        return _dense;
    }

    /// <summary>Returns the probabilities of the row that was read last.</summary>
    public ReadOnlySpan<T> Probabilities(ReadOnlySpan<T> scores)
    {
        if (meaning == ScoreMeaning.Probabilities)
        {
            return scores;
        }

        Scratch(ref _probabilities);
        kernels.Softmax(scores, _probabilities);
        return _probabilities;
    }

    /// <summary>Records that the row that was read last has no label.</summary>
    public void AddInvalid() => invalidRows.Add(in _scores, Span<T>.Empty);

    private void Scratch(ref T[] scratch)
    {
        if (scratch.Length == 0)
        {
            scratch = new T[_classes];
        }
    }
}
