namespace LseMlNet;

/// <summary>The exact sum of the losses of the rows with each label. If there are many labels, most of them may never occur.</summary>
internal sealed class ClassLosses(int classes)
{
    private readonly ExactSum?[] _sums = new ExactSum?[classes];

    /// <summary>The sum of all losses.</summary>
    public double Total
    {
        get
        {
            var total = new ExactSum();
            foreach (ExactSum? sum in _sums)
            {
                if (sum is not null)
                {
                    total.Add(sum);
                }
            }

            return total.Value;
        }
    }

    /// <summary>Returns the sum of a label; 0 if it does not occur.</summary>
    public double this[int label] => _sums[label]?.Value ?? 0;

    public void Add(int label, double loss) => (_sums[label] ??= new ExactSum()).Add(loss);

    public void Add(ClassLosses other)
    {
        for (int i = 0; i < classes; i++)
        {
            if (other._sums[i] is { } sum)
            {
                (_sums[i] ??= new ExactSum()).Add(sum);
            }
        }
    }

    public void Write(BinaryWriter writer)
    {
        foreach (ExactSum? sum in _sums)
        {
            (sum ?? new ExactSum()).Write(writer);
        }
    }

    /// <exception cref="InvalidDataException">The data was not written by <see cref="Write"/> with as many classes.</exception>
    public static ClassLosses Read(SumsReader reader, int classes)
    {
        var losses = new ClassLosses(classes);
        for (int i = 0; i < classes; i++)
        {
            losses._sums[i] = ExactSum.Read(reader);
        }

        return losses;
    }
}
