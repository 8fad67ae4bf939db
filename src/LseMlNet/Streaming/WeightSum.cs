namespace LseMlNet;

/// <summary>
/// The exact sum of the weights of rows. Most data has no weights, so the sum is only a count as long as all weights are 1.
/// </summary>
internal struct WeightSum
{
    private long _ones;
    private ExactSum? _others;

    /// <summary>The correctly rounded sum.</summary>
    public readonly double Value => _others is null ? _ones : ToExactSum().Value;

    public void Add(double weight) => Add(weight, 1);

    /// <summary>Adds the weight of a row as often as the row occurs.</summary>
    public void Add(double weight, int count)
    {
        if (weight == 1)
        {
            _ones += count;
        }
        else
        {
            (_others ??= new ExactSum()).Add(count * weight);
        }
    }

    public void Add(in WeightSum other)
    {
        _ones += other._ones;
        if (other._others is not null)
        {
            (_others ??= new ExactSum()).Add(other._others);
        }
    }

    /// <summary>Writes the exact sum. Equal sums give equal bytes.</summary>
    public readonly void Write(BinaryWriter writer) => ToExactSum().Write(writer);

    /// <exception cref="InvalidDataException">The data was not written by <see cref="Write"/>.</exception>
    public static WeightSum Read(BinaryReader reader) => new() { _others = ExactSum.Read(reader) };

    private readonly ExactSum ToExactSum()
    {
        var sum = new ExactSum();
        sum.Add(_ones);
        if (_others is not null)
        {
            sum.Add(_others);
        }

        return sum;
    }
}
