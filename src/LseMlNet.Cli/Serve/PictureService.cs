namespace LseMlNet.Cli.Serve;

/// <summary>Computes an answer from the bytes of a picture, entirely in memory.</summary>
internal sealed class PictureService(Classifier classifier, int top) : IDisposable
{
    /// <summary>A photograph of 40 megapixels needs up to 320 MB, and as many requests run at once as there are processors.</summary>
    public const int MaxPixels = 40_000_000;

    // What error messages call the picture.
    private const string Name = "upload";

    private readonly EnginePool _engines = new(classifier);

    /// <exception cref="RefusedUploadException">The bytes are not a usable picture, or too many requests are waiting.</exception>
    public Task<ClassifyAnswer> Classify(byte[] picture, CancellationToken cancellation) => picture.Length > 0
        ? _engines.Use(engine => Classify(engine, picture), cancellation)
        : throw RefusedUploadException.BadRequest($"{Name}: it is empty; expected the bytes of a {PictureDecoder.Formats} picture");

    public void Dispose() => _engines.Dispose();

    private ClassifyAnswer Classify(Classifier engine, byte[] picture)
    {
        try
        {
            return ClassifyAnswer.From(engine.Classify(picture, Name, top, MaxPixels), engine.MinimumProbability);
        }
        catch (RefusedPictureException e)
        {
            throw RefusedUploadException.From(e);
        }
        catch (UnusableInputException e)
        {
            throw RefusedUploadException.Unreadable(e.Message, e);
        }
    }
}
