namespace LseMlNet;

/// <summary>Rows with a score and a mark, ordered by score: 8 bytes a row, 12 with weights.</summary>
internal sealed class ScoredRows
{
    private const ulong SignBit = 1UL << 63;

    private static readonly ulong Smallest = KeyOf(double.NegativeInfinity, isMarked: false);
    private static readonly ulong Largest = KeyOf(double.PositiveInfinity, isMarked: true);

    private WeightedRows<ulong> _rows = new();

    /// <param name="score">The score, which must not be NaN. Its lowest bit is lost.</param>
    /// <param name="isMarked">Whether the row is marked.</param>
    /// <param name="weight">A positive Single.</param>
    public void Add(double score, bool isMarked, double weight) => _rows.Add(KeyOf(score, isMarked), weight);

    public void Add(ScoredRows other) => _rows.Add(other._rows);

    /// <summary>The rows of equal score together, by ascending score.</summary>
    public IEnumerable<ScoreGroup> Groups()
    {
        _rows.Sort();
        for (int i = 0; i < _rows.Rows.Length;)
        {
            yield return GroupAt(ref i);
        }
    }

    public void Write(BinaryWriter writer) => _rows.Write(writer);

    public static ScoredRows Read(SumsReader reader) => new() { _rows = WeightedRows<ulong>.Read(reader, Smallest, Largest) };

    private ScoreGroup GroupAt(ref int i)
    {
        ReadOnlySpan<ulong> rows = _rows.Rows;
        ReadOnlySpan<float> weights = _rows.Weights;
        var group = new ScoreGroup(ScoreOf(rows[i]));
        ulong score = rows[i] >> 1;
        for (; i < rows.Length && rows[i] >> 1 == score; i++)
        {
            group.Add((rows[i] & 1) != 0, weights.IsEmpty ? 1 : weights[i]);
        }

        return group;
    }

    // The lowest bit holds the mark. The other bits have the same order as the scores: negative numbers have all bits inverted, and
    // positive numbers have the sign inverted.
    private static ulong KeyOf(double score, bool isMarked)
    {
        // −0 becomes 0.
        ulong bits = BitConverter.DoubleToUInt64Bits(score + 0.0) & ~1UL;
        ulong ordered = (bits & SignBit) == 0 ? bits | SignBit : ~bits & ~1UL;
        return ordered | (isMarked ? 1UL : 0);
    }

    private static double ScoreOf(ulong key)
    {
        ulong bits = (key & SignBit) == 0 ? ~key : key ^ SignBit;
        return BitConverter.UInt64BitsToDouble(bits & ~1UL);
    }
}
