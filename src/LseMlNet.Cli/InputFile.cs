using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LseMlNet.Cli;

/// <summary>
/// Reads files from any source. A compressed file may be far larger than it looks, and a device such as /dev/zero has no end.
/// </summary>
internal static partial class InputFile
{
    private const int FirstPart = 64 * 1024;

    /// <summary>Reads a file or a pipe to its end.</summary>
    /// <exception cref="InvalidDataException">The file has more bytes than allowed.</exception>
    public static byte[] ReadAll(string path, int mostBytes)
    {
        using FileStream file = new(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        // A device or a pipe reports a length of 0.
        return ReadAll(file, file.CanSeek ? file.Length : 0, mostBytes);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="claimed">The length that the stream reports, or 0. If it is right, no byte is copied twice.</param>
    /// <param name="mostBytes">The maximum number of bytes.</param>
    /// <exception cref="InvalidDataException">The file has more bytes than allowed.</exception>
    public static byte[] ReadAll(Stream stream, long claimed, int mostBytes)
    {
        if (claimed > mostBytes)
        {
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"it has {claimed:N0} bytes; expected at most {mostBytes:N0}"));
        }

        byte[] bytes = new byte[claimed > 0 ? claimed : FirstPart];
        int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        for (int next = 0; length > mostBytes || (length == bytes.Length && (next = stream.ReadByte()) >= 0);)
        {
            if (length >= mostBytes)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"it has more than {mostBytes:N0} bytes; expected at most that many"));
            }

            Array.Resize(ref bytes, (int)Math.Min(2L * length, mostBytes));
            bytes[length++] = (byte)next;
            length += stream.ReadAtLeast(bytes.AsSpan(length), bytes.Length - length, throwOnEndOfStream: false);
        }

        Array.Resize(ref bytes, length);
        return bytes;
    }

    /// <summary>
    /// Whether a path names a pipe. Opening a pipe in the usual way waits for a writer, who may never come.
    /// </summary>
    public static bool IsPipe(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        const int LinuxNonblock = 0x800;
        const int OtherNonblock = 4;
        using SafeFileHandle handle = Open(path, OperatingSystem.IsLinux() ? LinuxNonblock : OtherNonblock);
        if (handle.IsInvalid)
        {
            return false;
        }

        using var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        return !file.CanSeek;
    }

    /// <summary>
    /// Whether a path was not UTF-8 when the system passed it to the program. Each invalid byte has
    /// become U+FFFD, so the path cannot be opened.
    /// </summary>
    public static bool IsGarbled(string path) => path.Contains('\uFFFD', StringComparison.Ordinal) && !Path.Exists(path);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle Open(string path, int flags);
}
