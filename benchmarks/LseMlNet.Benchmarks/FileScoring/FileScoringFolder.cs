namespace LseMlNet.Benchmarks.FileScoring;

/// <summary>A folder for large files, which are deleted at the end.</summary>
internal sealed class FileScoringFolder : IDisposable
{
    private readonly DirectoryInfo _folder;

    /// <param name="parent">Where to make it; null for memory, if this system has a file system there, so that no disk is measured.</param>
    public FileScoringFolder(string? parent)
    {
        const string SharedMemory = "/dev/shm";
        _folder = Directory.CreateDirectory(Path.Combine(parent ?? (Directory.Exists(SharedMemory) ? SharedMemory : Path.GetTempPath()), $"lsemlnet-{Environment.ProcessId}"));
    }

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public override string ToString() => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
