namespace LseMlNet.Examples.ImageClassifier.Serving;

/// <summary>ML.NET reads pictures from files: an upload becomes one for as long as it takes, in a folder that only this user can read.</summary>
internal sealed class TemporaryPictures : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lsemlnet-serve-");

    /// <summary>Does something with a file of these bytes, which is deleted whatever comes of it.</summary>
    public T Use<T>(ReadOnlySpan<byte> bytes, Func<string, T> work)
    {
        string file = Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"));
        try
        {
            File.WriteAllBytes(file, bytes);
            return work(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
