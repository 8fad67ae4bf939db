using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>How the runtime compiles a kernel.</summary>
internal static class Kernel
{
    /// <summary>
    /// A kernel is a method of its own, so that its code is the same whoever calls it, and it is compiled with all optimizations at its
    /// first call. Tiered compilation would first run it without optimizations, where each operation on a register is a method call, and
    /// would improve the code only after counting its calls. Everything that a kernel calls in a loop is inlined.
    /// </summary>
    public const MethodImplOptions Options = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
