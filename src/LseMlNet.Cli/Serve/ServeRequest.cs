namespace LseMlNet.Cli.Serve;

/// <summary>What the user asked the server to do.</summary>
/// <param name="Model">The model to classify with.</param>
/// <param name="Top">How many classes an answer has.</param>
/// <param name="Port">The port to listen on; 0 for any free one.</param>
/// <param name="Limits">How large a picture may be.</param>
internal sealed record ServeRequest(ModelChoice Model, int Top, int Port, Limits Limits)
{
    /// <summary>The file name of the model or pipeline.</summary>
    public string ModelName => Path.GetFileName(Model.PipelineFile ?? Model.ModelFile);

    /// <summary>Whether this is the model that ships with the program; only then do the sample pictures make sense.</summary>
    public bool IsShippedModel => Model.PipelineFile is null && Model.ModelFile == ModelChoice.ShippedModel;
}
