namespace LseMlNet.Tests.Shared;

/// <summary>The bytes that code allocates on this thread.</summary>
internal static class Allocations
{
    /// <summary>
    /// The least of several calls: what the runtime allocates while it compiles the code anew comes in one of them, what the code allocates
    /// in all.
    /// </summary>
    public static long Of(Action action)
    {
        long least = long.MaxValue;
        for (int call = 0; call < 5; call++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
