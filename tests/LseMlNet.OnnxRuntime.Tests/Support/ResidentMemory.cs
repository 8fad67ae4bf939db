using System.Diagnostics;

namespace LseMlNet.OnnxRuntime.Tests.Support;

/// <summary>The memory of this process that is in use, managed and native.</summary>
internal static class ResidentMemory
{
    public static long Megabytes()
    {
        // Aggressively: what the collector keeps at hand for itself is no leak.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 >> 20;
    }
}
