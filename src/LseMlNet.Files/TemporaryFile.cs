namespace LseMlNet.Files;

/// <summary>Creates files for data that must be read in a different order. The files disappear when they are closed.</summary>
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
