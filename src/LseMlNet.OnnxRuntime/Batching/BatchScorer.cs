namespace LseMlNet.OnnxRuntime;

/// <summary>Scores the rows of a <see cref="ReadAheadBuffer"/>, a whole batch at a time, when a score of one of them is read.</summary>
/// <param name="binding">The buffers of the rows.</param>
/// <param name="rows">The rows.</param>
/// <param name="mayBatch">Whether a given number of rows that the binding has read may be scored at once.</param>
internal sealed class BatchScorer(SessionBinding binding, ReadAheadBuffer rows, Func<int, bool> mayBatch)
{
    private const int None = -1;

    private bool _isScored;
    // If the model cannot score the batch as a whole, or would score it wrongly, its rows are scored separately. The
    // row that was scored last is in this slot.
    private bool _isSeparate;
    private int _separateSlot = None;

    /// <summary>Creates a getter of an output of the model.</summary>
    public Delegate CreateGetter(int output)
    {
        // The batch may have been scored without this output.
        _isScored = false;
        return binding.CreateGetter(output, ScoredSlot);
    }

    private int ScoredSlot()
    {
        if (rows.Slot == ReadAheadBuffer.AtSource)
        {
            _isScored = false;
            rows.ReadAhead();
        }
        if (!_isScored)
        {
            ScoreBatch();
            _isScored = true;
        }
        if (_isSeparate && _separateSlot != rows.Slot)
        {
            _separateSlot = None;
            binding.Score(rows.Slot, 1);
            _separateSlot = rows.Slot;
        }
        return rows.Slot;
    }

    private void ScoreBatch()
    {
        _isSeparate = false;
        _separateSlot = None;
        try
        {
            _isSeparate = rows.Count > 1 && !mayBatch(rows.Count);
            if (!_isSeparate)
            {
                binding.Score(0, rows.Count);
            }
        }
        catch (InvalidOperationException) when (rows.Count > 1)
        {
            // Perhaps only one of the rows cannot be scored. The others must still get their scores.
            _isSeparate = true;
        }
    }
}
