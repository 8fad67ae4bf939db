namespace LseMlNet.Images;

/// <summary>Reads files into memory that is reused from file to file.</summary>
internal sealed class EncodedFile
{
    private byte[] _bytes = [];

    /// <summary>The content of a file, valid until the next call.</summary>
    /// <exception cref="UnreadableImageException">The file cannot be read.</exception>
    public ReadOnlySpan<byte> Read(string path)
    {
        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
            long length = RandomAccess.GetLength(file);
            if (length > Array.MaxLength)
            {
                throw new UnreadableImageException(
                    ImageFault.TooLarge, FormattableString.Invariant($"the file has {length:N0} bytes; expected at most {Array.MaxLength:N0}"));
            }

            if (_bytes.Length < length)
            {
                _bytes = GC.AllocateUninitializedArray<byte>((int)length);
            }

            int count = 0;
            while (count < length && RandomAccess.Read(file, _bytes.AsSpan(count, (int)length - count), count) is var read and > 0)
            {
                count += read;
            }

            return _bytes.AsSpan(0, count);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnreadableImageException(ImageFault.NoFile, "there is no such file", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UnreadableImageException(ImageFault.NoFile, $"the file cannot be read: {e.Message.TrimEnd('.')}", e);
        }
    }
}
