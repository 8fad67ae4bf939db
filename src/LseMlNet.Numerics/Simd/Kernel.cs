using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>How the runtime compiles a kernel.</summary>
internal static class Kernel
{
    /// <summary>
    /// A kernel is a method of its own, so that its code is the same whoever calls it, and it is compiled with all optimizations at its
    /// first call. Tiered compilation would first run it without them, where each operation on a register is a call, and would count
    /// those calls before it improves the code. Everything that a kernel calls in a loop is inlined.
    /// </summary>
    public const MethodImplOptions Options = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
