namespace LseMlNet.Cli.Output;

/// <summary>
/// Writes files whole or not at all: beside the target, then flushed to the disk, then renamed. Where that fails, on a full disk or by an
/// exception, the file that was there before is untouched and nothing else is left behind.
/// </summary>
internal static class SafeFile
{
    /// <param name="path">What to write. Devices and pipes, such as /dev/stdout, are written directly.</param>
    /// <param name="write">Gets a stream that it may read and seek too.</param>
    public static void Write(string path, Action<Stream> write)
    {
        // The file that a link leads to is replaced, not the link.
        string target = new FileInfo(path).LinkTarget is null ? Path.GetFullPath(path) : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        if (IsDevice(Path.GetFullPath(path)) || IsDevice(target))
        {
            using Stream device = OpenDevice(path);
            CopyTo(device, write);
            return;
        }

        if (File.Exists(target))
        {
            // Refuses a file that is read-only, which a rename would not.
            using FileStream existing = new(target, FileMode.Open, FileAccess.Write);
            if (!existing.CanSeek)
            {
                CopyTo(existing, write);
                return;
            }
        }

        Replace(target, write);
    }

    private static void Replace(string target, Action<Stream> write)
    {
        string folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
        {
            // The system's own error would name the file beside the target.
            throw new DirectoryNotFoundException("there is no such folder");
        }

        // Without the name of the target, which may have as many characters as a name can have.
        string beside = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using (FileStream stream = new(beside, FileMode.CreateNew, FileAccess.ReadWrite))
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

    // Opened by its name, the standard output would start at the beginning of the file that it goes to, over what is there.
    private static Stream OpenDevice(string path) => path switch
    {
        "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1" => Console.OpenStandardOutput(),
        "/dev/stderr" or "/dev/fd/2" or "/proc/self/fd/2" => Console.OpenStandardError(),
        _ => new FileStream(path, FileMode.Open, FileAccess.Write),
    };

    // Pipes cannot seek, and what writes may have to.
    private static void CopyTo(Stream stream, Action<Stream> write)
    {
        using var content = new MemoryStream();
        write(content);
        content.Position = 0;
        content.CopyTo(stream);
    }

    // A rename would put a file in the place of a device. Shared memory is a file system like any other.
    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows() &&
        (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal)) &&
        !path.StartsWith("/dev/shm/", StringComparison.Ordinal);
}
