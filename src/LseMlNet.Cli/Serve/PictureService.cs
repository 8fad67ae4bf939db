namespace LseMlNet.Cli.Serve;

/// <summary>From the bytes of a picture to an answer.</summary>
internal sealed class PictureService(Classifier classifier, int top) : IDisposable
{
    // What messages call the picture.
    private const string Name = "upload";

    private readonly EnginePool _engines = new(classifier);
    private readonly TemporaryPictures _files = new();

    /// <exception cref="RefusedUploadException">The bytes are no picture that can be used, or too many requests are waiting.</exception>
    public Task<ClassifyAnswer> Classify(byte[] picture, CancellationToken cancellation) => _engines.Use(
        engine =>
        {
            UploadCheck.Check(picture);
            return _files.Use(picture, file => Classify(engine, file));
        },
        cancellation);

    public void Dispose()
    {
        _engines.Dispose();
        _files.Dispose();
    }

    private ClassifyAnswer Classify(Classifier engine, string file)
    {
        try
        {
            return ClassifyAnswer.From(engine.Classify(new Picture(file, Name), top), engine.MinimumProbability);
        }
        catch (UnusableInputException e)
        {
            throw RefusedUploadException.Unreadable($"{e.Message.Replace(file, Name, StringComparison.Ordinal)} Open it in a program that can, and save it again as PNG or JPEG.", e);
        }
    }
}
