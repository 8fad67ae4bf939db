namespace LseMlNet;

/// <summary>
/// Turns the positions of a tensor into rows, a tile of neighbors at a time. The classes of one position are far apart, often in the same
/// set of the cache, while neighboring positions share cache lines.
/// </summary>
/// <param name="shape">A shape with a class axis.</param>
internal sealed class PositionTile<T>(ClassShape shape)
    where T : unmanaged
{
    private const int Positions = 32;

    private readonly T[] _rows = new T[Math.Min(Positions, shape.InnerLength) * shape.ClassCount];

    /// <summary>Returns the classes of a position. The positions of a tensor must be read in their order.</summary>
    public ReadOnlySpan<T> Read(ReadOnlySpan<T> tensor, int position)
    {
        int classes = shape.ClassCount, inner = position % shape.InnerLength, own = inner % Positions;
        if (shape.InnerLength == 1)
        {
            return tensor.Slice(shape.Start(position), classes);
        }

        if (own == 0)
        {
            int count = Math.Min(Positions, shape.InnerLength - inner), start = shape.Start(position);
            for (int i = 0; i < classes; i++)
            {
                ReadOnlySpan<T> neighbours = tensor.Slice(start + i * shape.InnerLength, count);
                for (int j = 0; j < neighbours.Length; j++)
                {
                    _rows[j * classes + i] = neighbours[j];
                }
            }
        }

        return _rows.AsSpan(own * classes, classes);
    }
}
