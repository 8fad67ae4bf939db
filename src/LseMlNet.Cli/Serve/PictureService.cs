namespace LseMlNet.Cli.Serve;

/// <summary>Computes an answer from the bytes of a picture, entirely in memory.</summary>
internal sealed class PictureService(Classifier classifier, int top, Limits limits) : IDisposable
{
    private readonly EnginePool _engines = new(classifier);

    /// <exception cref="RefusedUploadException">The bytes are not a usable picture, or too many requests are waiting.</exception>
    public Task<ClassifyAnswer> Classify(byte[] picture, CancellationToken cancellation) => Classify(picture, "upload", cancellation);

    /// <summary>
    /// Classifies several pictures, one after another, so that a request with many pictures occupies no more than a request with one. For a
    /// picture that cannot be used, there is a problem in place of the answer.
    /// </summary>
    public async Task<IReadOnlyList<PictureAnswer>> ClassifyAll(IReadOnlyList<byte[]> pictures, CancellationToken cancellation)
    {
        var answers = new PictureAnswer[pictures.Count];
        for (int i = 0; i < answers.Length; i++)
        {
            try
            {
                answers[i] = new PictureAnswer(await Classify(pictures[i], $"picture {i + 1}", cancellation), null);
            }
            catch (RefusedUploadException e)
            {
                answers[i] = new PictureAnswer(null, new PictureProblem(e.Title, e.Status, e.Message));
            }
        }

        return answers;
    }

    public void Dispose() => _engines.Dispose();

    private Task<ClassifyAnswer> Classify(byte[] picture, string name, CancellationToken cancellation) => picture.Length > 0
        ? _engines.Use(engine => Classify(engine, picture, name), cancellation)
        : throw RefusedUploadException.BadRequest($"{name}: it is empty; expected the bytes of a {PictureDecoder.Formats} picture");

    private ClassifyAnswer Classify(Classifier engine, byte[] picture, string name)
    {
        try
        {
            return ClassifyAnswer.From(engine.Classify(picture, name, top, limits), engine.MinimumProbability);
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
