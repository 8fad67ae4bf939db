using System.Diagnostics;

namespace LseMlNet.OnnxRuntime.Tests.Support;

/// <summary>The memory that this process uses, managed and native.</summary>
internal static class ResidentMemory
{
    public static long Megabytes()
    {
        // The collection is aggressive, because memory that the collector keeps in reserve is not a leak.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 >> 20;
    }
}
