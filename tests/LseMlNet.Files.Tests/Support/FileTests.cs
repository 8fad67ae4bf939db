using Microsoft.ML;

namespace LseMlNet.Files.Tests.Support;

/// <summary>A folder for the files of a test, and the loader.</summary>
public abstract class FileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected MLContext Ml { get; } = new(seed: 1);

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string PathOf(string name) => _folder[name];

    protected float[][] Load(string name, LogitsFileOptions? options = null) => Expected.LogitsOf(Ml.Data.LoadLogits(PathOf(name), options));

    /// <summary>The error of a file, which must name it.</summary>
    protected string ErrorOf(string name, LogitsFileOptions? options = null)
    {
        FormatException error = Assert.Throws<FormatException>(() => Load(name, options));
        Assert.StartsWith($"{PathOf(name)}: ", error.Message, StringComparison.Ordinal);
        return error.Message[(PathOf(name).Length + 2)..];
    }
}
