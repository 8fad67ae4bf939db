namespace LseMlNet.Numerics.Tests.Support;

/// <summary>Counts the bytes that code allocates on this thread.</summary>
internal static class Allocations
{
    /// <summary>
    /// Returns the minimum of several calls. The runtime allocates in one of them while it recompiles the code; the code itself
    /// allocates in all of them. Use this method only for code that keeps nothing between calls, because the minimum misses a
    /// buffer that only the first call enlarges.
    /// </summary>
    public static long Of(Action action)
    {
        long minimum = long.MaxValue;
        for (int call = 0; call < 5; call++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            minimum = Math.Min(minimum, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return minimum;
    }
}
