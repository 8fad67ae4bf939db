namespace LseMlNet;

/// <summary>A sum of weights for each class or rank. Most of them may never occur.</summary>
internal sealed class SumPerIndex(int length)
{
    private readonly ExactSum?[] _sums = new ExactSum?[length];

    public int Length => length;

    /// <summary>The sum at an index; 0 if nothing was added.</summary>
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
