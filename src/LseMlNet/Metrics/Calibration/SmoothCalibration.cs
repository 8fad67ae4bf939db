namespace LseMlNet;

/// <summary>
/// The smooth calibration error, which has no bins. The differences between correctness and confidence are smoothed along the confidence by
/// a Gaussian that is reflected at 0 and 1. The error is the width σ at which the mean absolute smoothed difference is σ itself. J. Błasiok
/// and P. Nakkiran, <i>Smooth ECE: Principled Reliability Diagrams via Kernel Smoothing</i>, ICLR 2024.
/// </summary>
internal sealed class SmoothCalibration
{
    // The number of points of the mesh for each σ. The differences are spread over four points, so the error of the mesh is about (1/64)⁴.
    private const int PointsPerWidth = 64;

    private const int MaximumPoints = 1 << 16;

    // At this distance, the Gaussian is 1e-8 of its maximum.
    private const int Reach = 6;

    private const double Precision = 1e-10;

    private readonly double[] _confidences;
    private readonly double[] _differences;

    private SmoothCalibration(double[] confidences, double[] differences)
    {
        _confidences = confidences;
        _differences = differences;
    }

    /// <param name="rows">Rows with −log(p/(1 − p)) as the score, marked if they are correct.</param>
    /// <returns>NaN if there are no rows.</returns>
    public static double Error(ScoredRows rows)
    {
        ScoreGroup[] groups = [.. rows.Groups()];
        double[] confidences = new double[groups.Length], complements = new double[groups.Length];
        Numerics.Logits.Sigmoid([.. groups.Select(group => -group.Score)], confidences);
        Numerics.Logits.Sigmoid([.. groups.Select(group => group.Score)], complements);
        double total = groups.Sum(group => group.Marked + group.Others);
        double[] differences = [.. groups.Select((group, i) => (group.Marked * complements[i] - group.Others * confidences[i]) / total)];
        return groups.Length == 0 ? double.NaN : new SmoothCalibration(confidences, differences).FixedPoint();
    }

    // The smoothed error decreases in σ, so error − σ has one root. It is found by false position, in which an end
    // that stays twice counts half (Illinois).
    private double FixedPoint()
    {
        double low = 1.0 / MaximumPoints, high = 1;
        double atLow = Smoothed(low) - low, atHigh = Smoothed(high) - high;
        if (atLow <= 0)
        {
            // The mesh cannot distinguish such an error from 0.
            return atLow + low;
        }

        bool wasLow = false, isRepeated = false;
        while (high - low > Precision)
        {
            double middle = Math.Clamp(low + (high - low) * atLow / (atLow - atHigh), low + Precision / 2, high - Precision / 2);
            double at = Smoothed(middle) - middle;
            bool isLow = at > 0;
            if (isLow)
            {
                (low, atLow, atHigh) = (middle, at, isRepeated && wasLow ? atHigh / 2 : atHigh);
            }
            else
            {
                (high, atHigh, atLow) = (middle, at, isRepeated && !wasLow ? atLow / 2 : atLow);
            }

            (wasLow, isRepeated) = (isLow, true);
        }

        return (low + high) / 2;
    }

    // The integral over [0, 1] of the absolute smoothed difference.
    private double Smoothed(double width)
    {
        int count = (int)Math.Clamp(Math.Ceiling(PointsPerWidth / width), PointsPerWidth, MaximumPoints);
        double[] kernel = Gaussian(width * count);
        double[] mesh = Reflected(Spread(count), kernel.Length - 1);
        double sum = 0, previous = 0;
        for (int i = 0; i <= count; i++)
        {
            double value = kernel[0] * mesh[i + kernel.Length - 1];
            for (int k = 1; k < kernel.Length; k++)
            {
                value += kernel[k] * (mesh[i + kernel.Length - 1 - k] + mesh[i + kernel.Length - 1 + k]);
            }

            sum += i == 0 ? 0 : Trapezoid(previous, value);
            previous = value;
        }

        return sum;
    }

    // Spreads each difference over the four nearest points of the mesh, by Lagrange's cubic.
    private double[] Spread(int count)
    {
        double[] mesh = new double[count + 1];
        for (int i = 0; i < _confidences.Length; i++)
        {
            double position = _confidences[i] * count;
            int left = Math.Min((int)position, count - 1);
            double x = position - left, difference = _differences[i];
            mesh[left == 0 ? 1 : left - 1] -= difference * x * (x - 1) * (x - 2) / 6;
            mesh[left] += difference * (x + 1) * (x - 1) * (x - 2) / 2;
            mesh[left + 1] -= difference * (x + 1) * x * (x - 2) / 2;
            mesh[left + 2 > count ? count - 1 : left + 2] += difference * (x + 1) * x * (x - 1) / 6;
        }

        return mesh;
    }

    // A point and its images in the mirrors at 0 and 1. The end points are their own images, so they count twice.
    private static double[] Reflected(double[] mesh, int margin)
    {
        int count = mesh.Length - 1;
        double[] reflected = new double[mesh.Length + 2 * margin];
        for (int i = 0; i < reflected.Length; i++)
        {
            int image = Math.Abs(i - margin) % (2 * count);
            int index = Math.Min(image, 2 * count - image);
            reflected[i] = index == 0 || index == count ? 2 * mesh[index] : mesh[index];
        }

        return reflected;
    }

    private static double[] Gaussian(double width)
    {
        double[] kernel = new double[(int)(Reach * width) + 1];
        for (int i = 0; i < kernel.Length; i++)
        {
#pragma warning disable RS0030 // not a function of logits
            kernel[i] = Math.Exp(-(i / width) * (i / width) / 2) / (width * Math.Sqrt(2 * Math.PI));
#pragma warning restore RS0030
        }

        return kernel;
    }

    // Computes the area under the absolute value of a line between two points.
    private static double Trapezoid(double a, double b) =>
        Math.Sign(a) * Math.Sign(b) < 0 ? (a * a + b * b) / (2 * Math.Abs(a - b)) : Math.Abs(a + b) / 2;
}
