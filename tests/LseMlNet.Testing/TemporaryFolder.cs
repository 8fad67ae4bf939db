namespace LseMlNet.Testing;

/// <summary>A folder that is deleted at the end of the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lsemlnet-");

    public string FullName => _folder.FullName;

    /// <summary>The path of a file or folder in this folder.</summary>
    public string this[string name] => Path.Combine(FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
