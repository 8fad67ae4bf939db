namespace LseMlNet;

/// <summary>
/// Keeps the data that bins of equal mass need for each row: its confidence as a float, a bit for whether it is correct,
/// and its weight unless all weights are 1.
/// </summary>
internal sealed class EqualMassSums(int binCount) : ReliabilitySums
{
    // The bits of the confidence, shifted up by one because the sign is never set; the lowest bit is 1 if the row was correct. Sorting
    // these integers sorts the rows by confidence.
    private WeightedRows<uint> _rows = new();

    public override void Add(double confidence, bool correct, double weight) => _rows.Add(RowOf((float)confidence, correct), weight);

    public override void Add(ReliabilitySums other) => _rows.Add(((EqualMassSums)other)._rows);

    public override ReliabilityBin[] ToBins()
    {
        _rows.Sort();
        ReadOnlySpan<uint> rows = _rows.Rows;
        ReadOnlySpan<float> weights = _rows.Weights;
        double total = weights.IsEmpty ? rows.Length : Sum(weights);
        var bins = new List<ReliabilityBin>();
        var before = new ExactSum();
        for (int start = 0; start < rows.Length;)
        {
            int bin = BinOf(before.Value, total);
            var sums = new BinSums();
            int end = start;
            // Rows of equal confidence stay together.
            do
            {
                float confidence = Confidence(rows[end]);
                do
                {
                    float weight = weights.IsEmpty ? 1 : weights[end];
                    sums.Add(confidence, (rows[end] & 1) != 0, weight);
                    before.Add(weight);
                    end++;
                }
                while (end < rows.Length && Confidence(rows[end]) == confidence);
            }
            while (end < rows.Length && BinOf(before.Value, total) == bin);
            bins.Add(sums.ToBin(Confidence(rows[start]), Confidence(rows[end - 1])));
            start = end;
        }
        return [.. bins];
    }

    public override void Write(BinaryWriter writer) => _rows.Write(writer);

    public static EqualMassSums Read(SumsReader reader, int binCount) =>
        new(binCount) { _rows = WeightedRows<uint>.Read(reader, RowOf(0, correct: false), RowOf(1, correct: true)) };

    private static uint RowOf(float confidence, bool correct) => (BitConverter.SingleToUInt32Bits(confidence) << 1) | (correct ? 1u : 0);

    private int BinOf(double before, double total) => total > 0 ? (int)Math.Min(before * binCount / total, binCount - 1) : 0;

    private static float Confidence(uint row) => BitConverter.UInt32BitsToSingle(row >> 1);

    private static double Sum(ReadOnlySpan<float> weights)
    {
        var sum = new ExactSum();
        foreach (float weight in weights)
        {
            sum.Add(weight);
        }

        return sum.Value;
    }
}
