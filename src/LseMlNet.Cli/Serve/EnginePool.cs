using System.Threading.RateLimiting;
using Microsoft.Extensions.ObjectPool;

namespace LseMlNet.Cli.Serve;

/// <summary>
/// Lends out classifiers. Each has a prediction engine of its own, which serves one request at a time; all share the model. As many work at
/// once as there are processors, the next requests wait, and what is more than that is refused at once.
/// </summary>
internal sealed class EnginePool(Classifier classifier) : IDisposable
{
    private const int MostWaiting = 64;

    private readonly DefaultObjectPool<Classifier> _engines = new(new Policy(classifier), Environment.ProcessorCount);

    private readonly ConcurrencyLimiter _places = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Environment.ProcessorCount,
        QueueLimit = MostWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Does something with a classifier that nobody else has meanwhile.</summary>
    /// <exception cref="RefusedUploadException">Too many are waiting.</exception>
    public async Task<T> Use<T>(Func<Classifier, T> work, CancellationToken cancellation)
    {
        using RateLimitLease place = await _places.AcquireAsync(cancellationToken: cancellation);
        if (!place.IsAcquired)
        {
            throw RefusedUploadException.Busy($"{MostWaiting} requests are waiting; wanted fewer. Send this one again in a second.");
        }

        Classifier engine = _engines.Get();
        try
        {
            return work(engine);
        }
        finally
        {
            _engines.Return(engine);
        }
    }

    public void Dispose() => _places.Dispose();

    private sealed class Policy(Classifier classifier) : PooledObjectPolicy<Classifier>
    {
        public override Classifier Create() => classifier.WithOwnEngine();

        public override bool Return(Classifier engine) => true;
    }
}
