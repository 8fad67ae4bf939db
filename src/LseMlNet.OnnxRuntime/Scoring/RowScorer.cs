using Microsoft.ML;

namespace LseMlNet.OnnxRuntime;

/// <summary>Scores a row at a time: for a prediction engine, and for cursors over models that take no more.</summary>
internal sealed class RowScorer(OnnxModel model, DataViewRow source, DataViewSchema.Column[] columns) : IDisposable
{
    private readonly RowBatch _batch = new(model, source, columns, capacity: 1);
    private long _scoredPosition = -1;
    private int _users;
    private bool _disposed;

    /// <summary>A getter of an output; each call is ended by one of <see cref="Dispose"/>.</summary>
    public Delegate Use(int output)
    {
        _users++;
        _scoredPosition = -1;
        return _batch.Use(output).Getter(Score);
    }

    /// <summary>Frees its buffers once all users have gone.</summary>
    public void Dispose()
    {
        if (--_users > 0)
        {
            return;
        }

        _disposed = true;
        _batch.Dispose();
    }

    private int Score()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        // Every stage behind this one asks for the scores by itself; the model runs once a row.
        long position = source.Position;
        if (_scoredPosition != position || position < 0)
        {
            _scoredPosition = -1;
            _batch.Read(0);
            _batch.Score(0, 1);
            _scoredPosition = position;
        }
        return 0;
    }
}
