namespace LseMlNet;

/// <summary>
/// A sum of doubles that is rounded only once, when it is read. The result is the same to the last bit whatever the order of the terms, and
/// however cursors share them.
/// </summary>
/// <remarks>
/// The sum is kept as non-overlapping parts, smallest first, whose exact sum is the exact sum of all terms; ordinary data needs two or
/// three parts. J. R. Shewchuk, <i>Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates</i>, Discrete and
/// Computational Geometry 18, 1997. NaN and infinite terms, and sums beyond the range of double, give NaN or ±∞.
/// </remarks>
internal sealed class ExactSum
{
    private double[] _parts = new double[4];
    private int _count;
    private double _notFinite;

    /// <summary>The correctly rounded sum.</summary>
    public double Value => _notFinite == 0 ? Rounded() : _notFinite;

    public void Add(double term)
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            // TwoSum: sum + error is exactly term + part.
            double part = _parts[i];
            double sum = term + part;
            double rest = sum - term;
            double error = (term - (sum - rest)) + (part - rest);
            if (error != 0 && double.IsFinite(sum))
            {
                _parts[kept++] = error;
            }

            term = sum;
        }

        if (!double.IsFinite(term))
        {
            _notFinite += term;
            term = 0;
        }
        if (kept == _parts.Length)
        {
            Array.Resize(ref _parts, 2 * kept);
        }

        _parts[kept] = term;
        _count = kept + 1;
    }

    public void Add(ExactSum other)
    {
        _notFinite += other._notFinite;
        for (int i = 0; i < other._count; i++)
        {
            Add(other._parts[i]);
        }
    }

    private double Rounded()
    {
        double sum = 0, error = 0;
        int i = _count;
        // Adds the parts from the largest down, until one no longer fits exactly.
        while (i > 0 && error == 0)
        {
            double part = _parts[--i];
            double total = sum + part;
            error = part - (total - sum);
            sum = total;
        }

        // The remaining parts matter only if the error is exactly half an ulp: the tie was rounded to even, and they may break it the
        // other way.
        double next = i > 0 ? _parts[i - 1] : 0;
        if (next != 0 && Math.Sign(error) == Math.Sign(next))
        {
            double doubled = 2 * error;
            double away = sum + doubled;
            if (away - sum == doubled)
            {
                sum = away;
            }
        }
        return sum;
    }
}
