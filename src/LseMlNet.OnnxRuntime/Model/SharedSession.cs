using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// An ONNX Runtime session that any number of threads use. It is freed when it has been disposed and the last call has returned, because
/// freeing it during a call would end the process.
/// </summary>
internal sealed class SharedSession(InferenceSession session) : IDisposable
{
    // The number of calls in flight, plus 1 until the session is disposed.
    private int _uses = 1;
    private int _disposed;

    /// <summary>Keeps the session alive until the result is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public Use Enter()
    {
        for (int uses = Volatile.Read(ref _uses); uses > 0 && Volatile.Read(ref _disposed) == 0; uses = Volatile.Read(ref _uses))
        {
            if (Interlocked.CompareExchange(ref _uses, uses + 1, uses) == uses)
            {
                return new Use(this);
            }
        }

        throw new ObjectDisposedException(typeof(OnnxScoringTransformer).FullName);
    }

    /// <summary>Refuses further calls, and frees the session now or when the last call in flight returns.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Leave();
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _uses) == 0)
        {
            session.Dispose();
        }
    }

    /// <summary>One use of the session.</summary>
    public readonly struct Use(SharedSession owner) : IDisposable
    {
        public InferenceSession Session => owner.Inner;

        public void Dispose() => owner.Leave();
    }

    private InferenceSession Inner => session;
}
