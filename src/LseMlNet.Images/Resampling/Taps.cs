namespace LseMlNet.Images;

/// <summary>
/// The source pixels and weights from which each pixel of the result is computed, along one axis. When a picture is scaled down, the filter
/// is widened by the same factor, so that it averages over every pixel of the source.
/// </summary>
internal sealed class Taps
{
    private (int Length, double Start, double Size, int Count, ImageFilter Filter) _made;
    private int[] _starts = [];
    private int[] _counts = [];
    private float[] _weights = [];
    private int _stride;

    /// <summary>The first pixel of the source that any pixel of the result needs.</summary>
    public int First => _starts[0];

    /// <summary>The number of pixels of the source from <see cref="First"/> to the last that any pixel of the result needs.</summary>
    public int Span => _starts[_made.Count - 1] + _counts[_made.Count - 1] - First;

    /// <summary>Computes the weights, unless they are those of the last call.</summary>
    /// <param name="length">The number of pixels of the source.</param>
    /// <param name="start">Where the part that is scaled begins.</param>
    /// <param name="size">The length of that part.</param>
    /// <param name="count">The number of pixels of the result.</param>
    /// <param name="filter">The filter that computes them.</param>
    public void Make(int length, double start, double size, int count, ImageFilter filter)
    {
        if (_made == (length, start, size, count, filter))
        {
            return;
        }

        double scale = size / count;
        double widening = Math.Max(scale, 1);
        double support = Kernels.Support(filter) * widening;
        Reserve(count, (int)Math.Ceiling(support) * 2 + 1);
        for (int i = 0; i < count; i++)
        {
            double center = start + (i + 0.5) * scale;
            if (filter == ImageFilter.Nearest)
            {
                (_starts[i], _counts[i], _weights[i * _stride]) = (Math.Clamp((int)center, 0, length - 1), 1, 1);
                continue;
            }

            int first = Math.Max(0, (int)(center - support + 0.5));
            int end = Math.Min(length, (int)(center + support + 0.5));
            (_starts[i], _counts[i]) = (first, end - first);
            Weigh(filter, _weights.AsSpan(i * _stride, end - first), (first + 0.5 - center) / widening, 1 / widening);
        }

        _made = (length, start, size, count, filter);
    }

    /// <summary>Where the source of a pixel begins.</summary>
    public int Start(int i) => _starts[i];

    /// <summary>The weights of the pixels from <see cref="Start"/> on. They add up to 1.</summary>
    public ReadOnlySpan<float> Weights(int i) => _weights.AsSpan(i * _stride, _counts[i]);

    private static void Weigh(ImageFilter filter, Span<float> weights, double at, double step)
    {
        double sum = 0;
        for (int k = 0; k < weights.Length; k++)
        {
            sum += Kernels.At(filter, at + k * step);
        }

        for (int k = 0; k < weights.Length; k++)
        {
            weights[k] = (float)(Kernels.At(filter, at + k * step) / sum);
        }
    }

    private void Reserve(int count, int stride)
    {
        _stride = stride;
        if (_starts.Length < count)
        {
            (_starts, _counts) = (new int[count], new int[count]);
        }

        if (_weights.Length < count * stride)
        {
            _weights = new float[count * stride];
        }
    }
}
