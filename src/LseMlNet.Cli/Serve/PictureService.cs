namespace LseMlNet.Cli.Serve;

/// <summary>Computes an answer from the bytes of a picture, entirely in memory.</summary>
internal sealed class PictureService(Classifier classifier, int top, Limits limits) : IDisposable
{
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
            return ClassifyAnswer.From(engine.Classify(picture, Name, top, limits), engine.MinimumProbability);
        }
        catch (RefusedPictureException e)
        {
            throw RefusedUploadException.From(e);
        }
        // The picture was decoded, but the model failed.
        catch (UnusableInputException e)
        {
            throw RefusedUploadException.NotScored(e.Message, e);
        }
    }
}
