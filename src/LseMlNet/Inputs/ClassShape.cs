using System.Collections.Immutable;
using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// Which values of a column of logits are the classes of one softmax: the whole vector, or one axis of a tensor, at each position of the
/// other axes.
/// </summary>
internal sealed class ClassShape
{
    private ClassShape(int classCount)
    {
        ClassCount = classCount;
        Dimensions = classCount == 0 ? [] : [classCount];
    }

    private ClassShape(ImmutableArray<int> dimensions, int axis)
    {
        Dimensions = dimensions;
        Axis = axis;
        ClassCount = dimensions[axis];
        OuterLength = Product(dimensions[..axis]);
        InnerLength = Product(dimensions[(axis + 1)..]);
    }

    /// <summary>The axis of the classes, counted from 0; null if the whole vector is one row.</summary>
    public int? Axis { get; }

    /// <summary>The number of classes; 0 if it is unknown.</summary>
    public int ClassCount { get; }

    /// <summary>The product of the dimensions before the axis.</summary>
    public int OuterLength { get; } = 1;

    /// <summary>The product of the dimensions after the axis, which is the distance between two classes of a position.</summary>
    public int InnerLength { get; } = 1;

    /// <summary>The number of rows, each with its own softmax, in a vector.</summary>
    public int PositionCount => OuterLength * InnerLength;

    /// <summary>The dimensions of the vector; for a row of unknown length, none.</summary>
    public ImmutableArray<int> Dimensions { get; }

    /// <summary>The dimensions without the axis. A vector of one dimension has a single position.</summary>
    public ImmutableArray<int> PositionDimensions => Dimensions.Length > 1 ? Dimensions.RemoveAt(Axis!.Value) : [1];

    /// <summary>Finds the classes of a column.</summary>
    /// <param name="column">A vector column.</param>
    /// <param name="classAxis">
    /// The user's choice: an axis counted from 0, or backward from −1 for the last axis; null for the whole vector.
    /// </param>
    /// <param name="stage">The name of the stage in messages.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column has no such axis.</exception>
    public static ClassShape Of(DataViewSchema.Column column, int? classAxis, string stage)
    {
        var type = (VectorDataViewType)column.Type;
        if (classAxis is not { } axis)
        {
            return new ClassShape(type.Size);
        }

        string stated = FormattableString.Invariant($"{axis}");
        if (!type.IsKnownSize)
        {
            throw InputColumn.WrongType(
                stage, column.Name, $"a vector of known shape, because ClassAxis is {stated}", column,
                "Give the column a shape, for example in the schema of the loaded data, or leave ClassAxis null.");
        }

        int rank = type.Dimensions.Length;
        if (axis < -rank || axis >= rank)
        {
            throw InputColumn.WrongType(
                stage, column.Name, $"a vector with an axis {stated}, because ClassAxis is {stated}", column,
                $"Set ClassAxis to {(rank == 1 ? "0 or -1" : $"a number from 0 to {rank - 1}, or from -1 to -{rank} counted from the end")}.");
        }

        return new ClassShape(type.Dimensions, axis < 0 ? axis + rank : axis);
    }

    /// <summary>The index of the first class of a position in the vector.</summary>
    public int Start(int position) => position / InnerLength * ClassCount * InnerLength + position % InnerLength;

    /// <summary>Copies the classes of a position to a row.</summary>
    public void CopyRow<T>(ReadOnlySpan<T> vector, int position, Span<T> row)
    {
        int start = Start(position);
        for (int i = 0; i < ClassCount; i++)
        {
            row[i] = vector[start + i * InnerLength];
        }
    }

    /// <summary>Copies the classes of a position to a row in double precision.</summary>
    public void WidenRow<T>(ReadOnlySpan<T> vector, int position, Span<double> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int start = Start(position);
        for (int i = 0; i < ClassCount; i++)
        {
            row[i] = double.CreateTruncating(vector[start + i * InnerLength]);
        }
    }

    /// <summary>The indices of a position in the other dimensions, for messages.</summary>
    public string PositionText(int position)
    {
        var indices = new Stack<int>();
        foreach (int size in PositionDimensions.Reverse())
        {
            indices.Push(position % size);
            position /= size;
        }

        return $"[{string.Join(", ", indices)}]";
    }

    private static int Product(ImmutableArray<int> dimensions) => dimensions.Aggregate(1, (product, size) => product * size);
}
