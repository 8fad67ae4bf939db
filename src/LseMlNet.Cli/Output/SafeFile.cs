namespace LseMlNet.Cli.Output;

/// <summary>
/// Writes either a whole file or nothing: a file is written next to its target, flushed to the disk, and then renamed. If that fails
/// because the disk is full or an exception occurs, the previous file is unchanged and no other file is left behind.
/// </summary>
internal static class SafeFile
{
    // A file that is being written is locked. A file that is not locked, and is older than this, was left by a process that was killed.
    private static readonly TimeSpan LeftFor = TimeSpan.FromMinutes(1);

    private const string TemporaryPrefix = ".lsemlnet-";
    private const string TemporarySuffix = ".tmp";

    /// <param name="path">The path to write to. Devices and pipes, such as /dev/stdout, are written directly.</param>
    /// <param name="write">Writes the content to a stream, which it may also read and seek.</param>
    public static void Write(string path, Action<Stream> write)
    {
        if (IsWrittenDirectly(path))
        {
            using Stream device = OpenDevice(path);
            CopyTo(device, write);
            return;
        }

        // The file that a link leads to is replaced, not the link.
        string target = RealPath.Of(path);
        if (File.Exists(target))
        {
            // This fails for a read-only file, which a rename would replace.
            using FileStream existing = new(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            if (!existing.CanSeek)
            {
                CopyTo(existing, write);
                return;
            }
        }

        Replace(target, write);
    }

    /// <summary>
    /// Whether a path names a device, which a rename would replace with a file. Shared memory is a file system like any other.
    /// </summary>
    public static bool IsWrittenDirectly(string path) => IsDevice(Path.GetFullPath(path)) || IsDevice(RealPath.Of(path));

    private static void Replace(string target, Action<Stream> write)
    {
        string folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
        {
            // The system's own error would name the temporary file.
            throw new DirectoryNotFoundException("there is no such folder");
        }

        DeleteLeftFiles(folder);
        // This name does not include the name of the target, which may already have the maximum length.
        string beside = Path.Combine(folder, $"{TemporaryPrefix}{Guid.NewGuid():N}{TemporarySuffix}");
        try
        {
            using (FileStream stream = new(beside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            }

            File.Move(beside, target, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    private static void DeleteLeftFiles(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, $"{TemporaryPrefix}*{TemporarySuffix}"))
        {
            try
            {
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > LeftFor)
                {
                    using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                    {
                    }
                    File.Delete(file);
                }
            }
            // Another process is writing the file, or it belongs to another user.
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    // If the standard output were opened by name, writing would start at the beginning of its file and overwrite the content.
    private static Stream OpenDevice(string path) => path switch
    {
        "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1" => Console.OpenStandardOutput(),
        "/dev/stderr" or "/dev/fd/2" or "/proc/self/fd/2" => Console.OpenStandardError(),
        _ => new FileStream(path, FileMode.Open, FileAccess.Write),
    };

    // A pipe cannot seek, but the writer may need to.
    private static void CopyTo(Stream stream, Action<Stream> write)
    {
        using var content = new MemoryStream();
        write(content);
        content.Position = 0;
        content.CopyTo(stream);
    }

    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows() &&
        (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal)) &&
        !path.StartsWith("/dev/shm/", StringComparison.Ordinal);
}
