using Microsoft.ML;

namespace LseMlNet.OnnxRuntime;

/// <summary>Scores one row at a time: for prediction engines, and for cursors that cannot read ahead.</summary>
/// <param name="model">The model.</param>
/// <param name="source">The row. Its values change as its cursor moves.</param>
/// <param name="columns">The columns that the model reads.</param>
internal sealed class SingleRowScorer(OnnxModel model, DataViewRow source, DataViewSchema.Column[] columns) : IDisposable
{
    private readonly SessionBinding _binding = new(model, source, columns, capacity: 1);
    private long _scoredPosition = -1;
    private int _users;
    private bool _disposed;

    /// <summary>Creates a getter of an output. The caller calls <see cref="Dispose"/> when it no longer needs the getter.</summary>
    public Delegate CreateGetter(int output)
    {
        _users++;
        _scoredPosition = -1;
        return _binding.CreateGetter(output, ScoredSlot);
    }

    /// <summary>Ends the use of one getter. When no getter is in use, the buffers are freed.</summary>
    public void Dispose()
    {
        if (--_users > 0)
        {
            return;
        }

        _disposed = true;
        _binding.Dispose();
    }

    private int ScoredSlot()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        // Every later stage asks for the scores separately, but the model runs once per row.
        long position = source.Position;
        if (_scoredPosition != position || position < 0)
        {
            _scoredPosition = -1;
            _binding.Read(0);
            _binding.Score(0, 1);
            _scoredPosition = position;
        }
        return 0;
    }
}
