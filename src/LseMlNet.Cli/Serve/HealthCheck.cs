namespace LseMlNet.Cli.Serve;

/// <summary>
/// Classifies a picture that is known to work. It has its own engine, so that it never waits for other pictures.
/// </summary>
internal sealed class HealthCheck(Classifier classifier)
{
    private readonly byte[] _sample = File.ReadAllBytes(PictureFinder.Find(PictureFinder.Shipped).Pictures[0].File);
    private readonly Lazy<Classifier> _engine = new(classifier.WithOwnEngine);
    private readonly Lock _one = new();

    /// <exception cref="UnusableInputException">The picture cannot be classified.</exception>
    public void Run()
    {
        lock (_one)
        {
            _engine.Value.Classify(_sample, "the sample picture", top: 1, new Limits(ImageDecoder.MaxPixels, MaxBytes: int.MaxValue));
        }
    }
}
