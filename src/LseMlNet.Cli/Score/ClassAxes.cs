using System.Globalization;

namespace LseMlNet.Cli.Score;

/// <summary>Where the classes are in a row.</summary>
/// <param name="Dimensions">The dimensions of a row.</param>
/// <param name="Axis">The axis of the classes, from 0.</param>
internal sealed record ClassAxes(IReadOnlyList<int> Dimensions, int Axis)
{
    public const string OptionName = "--class-axis";

    public int ClassCount => Dimensions[Axis];

    /// <summary>The distance from one class to the next.</summary>
    public int InnerLength { get; } = Dimensions.Skip(Axis + 1).Aggregate(1, (product, size) => product * size);

    /// <summary>The dimensions without the classes; none if there is one softmax for a row.</summary>
    public IReadOnlyList<int> Positions => [.. Dimensions.Where((_, axis) => axis != Axis)];

    /// <summary>The number of softmaxes of a row.</summary>
    public int PositionCount => Positions.Aggregate(1, (product, size) => product * size);

    /// <summary>The dimensions with another number in place of the classes.</summary>
    public IReadOnlyList<int> With(int count) => [.. Dimensions.Select((size, axis) => axis == Axis ? count : size)];

    /// <exception cref="UnusableInputException">There is no such axis, or none is given.</exception>
    public static ClassAxes Of(IReadOnlyList<int> dimensions, int? axis)
    {
        int rank = dimensions.Count;
        if (axis is null && rank > 1)
        {
            throw new UnusableInputException($"the rows have the shape [{string.Join(", ", dimensions)}]; set {OptionName} to the axis of the classes, 0 to {rank - 1}, or -1 for the last");
        }

        int given = axis ?? 0;
        return given >= -rank && given < rank
            ? new ClassAxes(dimensions, given < 0 ? given + rank : given)
            : throw new UnusableInputException(string.Create(
                CultureInfo.InvariantCulture, $"{OptionName} is {given}, but the rows have the shape [{string.Join(", ", dimensions)}]; expected {-rank} to {rank - 1}"));
    }
}
