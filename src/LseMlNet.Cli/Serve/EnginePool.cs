using System.Threading.RateLimiting;
using Microsoft.Extensions.ObjectPool;

namespace LseMlNet.Cli.Serve;

/// <summary>
/// Lends classifiers to requests. Each classifier has its own prediction engine, which serves one request at a time; all share the model.
/// There are as many classifiers as processors. Further requests wait, up to a limit; beyond that limit, they are refused immediately.
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

    /// <summary>Runs a function with a classifier that nothing else uses at the same time.</summary>
    /// <exception cref="RefusedUploadException">Too many requests are waiting.</exception>
    public async Task<T> Use<T>(Func<Classifier, T> work, CancellationToken cancellation)
    {
        using RateLimitLease place = await _places.AcquireAsync(cancellationToken: cancellation);
        if (!place.IsAcquired)
        {
            throw RefusedUploadException.Busy($"{MostWaiting} requests are waiting; expected fewer. Send this one again in a second.");
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
