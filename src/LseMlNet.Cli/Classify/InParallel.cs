using System.Collections.Concurrent;

namespace LseMlNet.Cli.Classify;

/// <summary>
/// Processes pictures on all processors, because decoding a photograph takes far longer than scoring it with a small model.
/// </summary>
internal static class InParallel
{
    // Creating an engine for another thread takes as long as classifying a few pictures.
    private const int WorthAnotherThread = 4;

    /// <summary>Applies a function to every item. The results come one by one, in the order of the items.</summary>
    /// <param name="items">The items to process. If the enumeration ends early, the rest are left out.</param>
    /// <param name="count">The number of items, or an estimate.</param>
    /// <param name="classifier">The classifier. Each thread gets its own copy.</param>
    /// <param name="work">The function. It must not throw.</param>
    public static IEnumerable<TResult> Select<T, TResult>(
        IEnumerable<T> items, int count, Classifier classifier, Func<Classifier, T, TResult> work)
    {
        int threads = Math.Min(Environment.ProcessorCount, count / WorthAnotherThread);
        if (threads < 2)
        {
            return items.Select(item => work(classifier, item));
        }

        var free = new ConcurrentBag<Classifier> { classifier };
        return Partitioner.Create(items, EnumerablePartitionerOptions.NoBuffering)
            .AsParallel().AsOrdered().WithDegreeOfParallelism(threads).WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(item =>
            {
                Classifier own = free.TryTake(out Classifier? taken) ? taken : classifier.WithOwnEngine();
                TResult result = work(own, item);
                free.Add(own);
                return result;
            });
    }
}
