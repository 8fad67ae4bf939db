using System.Text;

namespace LseMlNet;

/// <summary>
/// Reads sums from any source: each count is compared with the number of remaining bytes before memory is allocated for it.
/// </summary>
internal sealed class SumsReader(HashingStream stream) : BinaryReader(stream, Encoding.UTF8, leaveOpen: true)
{
    /// <exception cref="InvalidDataException">The remaining bytes cannot contain that number of items.</exception>
    public long ReadCount(int bytesPerItem)
    {
        long count = ReadInt64();
        return count >= 0 && count <= stream.Remaining / bytesPerItem
            ? count
            : throw new InvalidDataException(
                $"it states {count} items of at least {bytesPerItem} bytes where {stream.Remaining} bytes are left.");
    }

    /// <exception cref="InvalidDataException">The number is negative.</exception>
    public long ReadRowCount()
    {
        long count = ReadInt64();
        return count >= 0 ? count : throw new InvalidDataException($"it states {count} rows; expected 0 or more.");
    }

    /// <exception cref="InvalidDataException">The byte is neither 0 nor 1.</exception>
    public bool ReadFlag()
    {
        byte flag = ReadByte();
        return flag <= 1 ? flag == 1 : throw new InvalidDataException($"a flag is {flag}; expected 0 or 1.");
    }
}
