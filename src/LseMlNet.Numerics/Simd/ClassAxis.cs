using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>The layout [outer, classCount, innerLength]. A position is one of outer · innerLength.</summary>
internal static class ClassAxis
{
    /// <summary>Returns the index of the first class of a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Start(int position, int classCount, int innerLength) => innerLength == 1
        ? (nint)position * classCount
        : (nint)(position / innerLength) * classCount * innerLength + position % innerLength;
}
