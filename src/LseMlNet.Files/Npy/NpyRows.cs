namespace LseMlNet.Files.Npy;

/// <summary>Reads the bytes of an array row by row.</summary>
internal abstract class NpyRows : IDisposable
{
    /// <summary>Reads the next rows, with the elements of each in C order.</summary>
    /// <param name="bytes">Whole rows.</param>
    /// <exception cref="FormatException">The array is cut off.</exception>
    public abstract void Read(Span<byte> bytes);

    public abstract void Dispose();
}
