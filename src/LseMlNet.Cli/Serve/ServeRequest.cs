using System.Net;

namespace LseMlNet.Cli.Serve;

/// <summary>The server that the user requested.</summary>
/// <param name="Model">The model to classify with.</param>
/// <param name="Top">How many classes an answer has.</param>
/// <param name="Port">The port to listen on; 0 for any free one.</param>
/// <param name="Limits">How large a picture may be.</param>
/// <param name="UploadTime">How long an upload may take.</param>
internal sealed record ServeRequest(ModelChoice Model, int Top, int Port, Limits Limits, TimeSpan UploadTime)
{
    /// <summary>The address to listen on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    // Uploads come from this computer. Even a busy computer sends this number of bytes in a second.
    private const int SlowestUpload = 1_000_000;

    private static readonly TimeSpan ShortestUploadTime = TimeSpan.FromSeconds(10);

    /// <summary>How long an upload of the largest size may take.</summary>
    public static TimeSpan UploadTimeOf(int maxBytes) => ShortestUploadTime + TimeSpan.FromSeconds((double)maxBytes / SlowestUpload);

    /// <summary>The file name of the model or pipeline.</summary>
    public string ModelName => Path.GetFileName(Model.PipelineFile ?? Model.ModelFile);

    /// <summary>Whether this is the model that ships with the program; only then do the sample pictures make sense.</summary>
    public bool IsShippedModel => Model.PipelineFile is null && Model.ModelFile == ModelChoice.ShippedModel;
}
