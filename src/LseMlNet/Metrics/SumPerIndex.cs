namespace LseMlNet;

/// <summary>A sum of weights for each of many classes or ranks, most of which may never occur.</summary>
internal sealed class SumPerIndex(int length)
{
    private readonly ExactSum?[] _sums = new ExactSum?[length];

    public int Length => length;

    /// <summary>The sum; 0 where nothing was added.</summary>
    public double this[int index] => _sums[index]?.Value ?? 0;

    public void Add(int index, double weight) => (_sums[index] ??= new ExactSum()).Add(weight);

    public void Add(SumPerIndex other)
    {
        for (int i = 0; i < length; i++)
        {
            if (other._sums[i] is { } sum)
            {
                (_sums[i] ??= new ExactSum()).Add(sum);
            }
        }
    }
}
