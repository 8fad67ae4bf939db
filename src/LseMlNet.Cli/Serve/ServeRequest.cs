
namespace LseMlNet.Cli.Serve;

/// <summary>How the user wants the server to be.</summary>
/// <param name="Model">What it classifies with.</param>
/// <param name="Top">How many classes it answers with.</param>
/// <param name="Port">Where it listens; 0 for any port that is free.</param>
/// <param name="MaxBytes">How large a picture may be.</param>
internal sealed record ServeRequest(ModelChoice Model, int Top, int Port, int MaxBytes)
{
    /// <summary>What the model is called.</summary>
    public string ModelName => Path.GetFileName(Model.PipelineFile ?? Model.ModelFile);

    /// <summary>Whether it is the model that comes with the program, with whose classes the pictures that come with it go.</summary>
    public bool IsShippedModel => Model.PipelineFile is null && Model.ModelFile == ModelChoice.ShippedModel;
}
