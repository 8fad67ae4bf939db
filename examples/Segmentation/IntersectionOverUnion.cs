namespace Segmentation;

/// <summary>
/// Compares labels with the truth. The intersection over union of a class is the number of pixels that have and should have the class,
/// divided by the number of pixels that have or should have it.
/// </summary>
internal sealed class IntersectionOverUnion(int classCount)
{
    private readonly long[] _intersections = new long[classCount];
    private readonly long[] _unions = new long[classCount];

    public bool HasPixels => _unions.Any(count => count > 0);

    /// <summary>For each class, its intersection over union; NaN if no pixel has or should have it.</summary>
    public IEnumerable<double> Classes => _intersections.Zip(_unions, (intersection, union) => (double)intersection / union);

    /// <summary>The mean over the classes that occur.</summary>
    public double Mean => Classes.Where(value => !double.IsNaN(value)).Average();

    /// <summary>Adds the pixels of a picture.</summary>
    /// <param name="predicted">The index of each pixel's class.</param>
    /// <param name="actual">The index of the class that it should have.</param>
    public void Add(ReadOnlySpan<int> predicted, ReadOnlySpan<int> actual)
    {
        for (int i = 0; i < predicted.Length; i++)
        {
            _unions[predicted[i]]++;
            if (predicted[i] == actual[i])
            {
                _intersections[predicted[i]]++;
            }
            else
            {
                _unions[actual[i]]++;
            }
        }
    }
}
