namespace LseMlNet.Files;

/// <summary>Files for what can only be read in another order than it comes. They vanish when they are closed.</summary>
internal static class TemporaryFile
{
    public static FileStream Create() => new(
        Path.Combine(Path.GetTempPath(), $"lsemlnet-{Guid.NewGuid():N}.tmp"),
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.Read | FileShare.Delete,
        bufferSize: 1 << 16,
        FileOptions.DeleteOnClose);
}
