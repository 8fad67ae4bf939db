namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>
/// An operation and its arguments. The logits have the shape [outer, classCount, innerLength]; a position is one of outer · innerLength.
/// </summary>
internal readonly unsafe struct DoubleJob(
    RowFunction operation, double* logits, double* results, int* labels, int classCount, int innerLength, DoubleScale* scale)
{
    public readonly RowFunction Operation = operation;

    public readonly double* Logits = logits;

    /// <summary>A result for each logit, or for each position.</summary>
    public readonly double* Results = results;

    /// <summary>The label of each position for a cross-entropy. A negative label gives NaN.</summary>
    public readonly int* Labels = labels;

    public readonly int ClassCount = classCount;

    /// <summary>The distance between two classes of a position: 1 for rows.</summary>
    public readonly int InnerLength = innerLength;

    public readonly DoubleScale* Scale = scale;

    /// <summary>Whether there is a result for each logit.</summary>
    public bool IsElementwise => Operation <= RowFunction.LogSoftmax;

    /// <summary>Returns the index of the first class of a position.</summary>
    public nint Start(int position) => ClassAxis.Start(position, ClassCount, InnerLength);
}
