namespace LseMlNet.Numerics.Tests;

/// <summary>The bytes that code allocates on this thread.</summary>
internal static class Allocations
{
    /// <summary>
    /// The least of several calls of what keeps nothing between them: what the runtime allocates while it compiles the code anew comes in
    /// one, what the code allocates in all. Of what has a buffer that grows it would see the calls that need no more.
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
