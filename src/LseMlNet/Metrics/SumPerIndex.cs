namespace LseMlNet;

/// <summary>An exact sum of weights for each class or rank, or of weighted losses for each class.</summary>
internal sealed class SumPerIndex(int length)
{
    private readonly WeightSum[] _sums = new WeightSum[length];

    public int Length => length;

    /// <summary>The sum at an index; 0 if nothing was added.</summary>
    public double this[int index] => _sums[index].Value;

    public double Total
    {
        get
        {
            WeightSum total = default;
            foreach (ref readonly WeightSum sum in _sums.AsSpan())
            {
                total.Add(in sum);
            }

            return total.Value;
        }
    }

    public void Add(int index, double weight) => _sums[index].Add(weight);

    public void Add(int index, double weight, int count) => _sums[index].Add(weight, count);

    public void Add(SumPerIndex other)
    {
        for (int i = 0; i < length; i++)
        {
            _sums[i].Add(in other._sums[i]);
        }
    }

    public void Write(BinaryWriter writer)
    {
        foreach (WeightSum sum in _sums)
        {
            sum.Write(writer);
        }
    }

    /// <exception cref="InvalidDataException">The data was not written by <see cref="Write"/> with the same length.</exception>
    public static SumPerIndex Read(BinaryReader reader, int length)
    {
        var sums = new SumPerIndex(length);
        for (int i = 0; i < length; i++)
        {
            sums._sums[i] = WeightSum.Read(reader);
        }

        return sums;
    }
}
