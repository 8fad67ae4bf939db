namespace LseMlNet.Cli.Serve;

/// <summary>
/// ML.NET reads pictures from files: an upload becomes one for as long as it takes, in a folder that only this user can read. The folder is
/// made when it is needed, and again where something that tidies up has taken it for forgotten.
/// </summary>
internal sealed class TemporaryPictures : IDisposable
{
    private readonly object _lock = new();
    private DirectoryInfo? _folder;

    /// <summary>Does something with a file of these bytes, which is deleted whatever comes of it.</summary>
    public T Use<T>(ReadOnlySpan<byte> bytes, Func<string, T> work)
    {
        string file = Path.Combine(Folder(), Guid.NewGuid().ToString("N"));
        try
        {
            File.WriteAllBytes(file, bytes);
            return work(file);
        }
        finally
        {
            if (File.Exists(file))
            {
                File.Delete(file);
            }
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder?.FullName))
        {
            Directory.Delete(_folder.FullName, recursive: true);
        }
    }

    private string Folder()
    {
        lock (_lock)
        {
            if (!Directory.Exists(_folder?.FullName))
            {
                _folder = Directory.CreateTempSubdirectory("lsemlnet-serve-");
            }

            return _folder.FullName;
        }
    }
}
