using System.Runtime.InteropServices;

namespace LseMlNet;

/// <summary>
/// Keeps what bins of equal mass need to know about each row: its confidence as a float, a bit for correct, and its weight unless all
/// weights are 1.
/// </summary>
internal sealed class EqualMassSums(int binCount) : ReliabilitySums
{
    // The bits of the confidence, shifted up by one because the sign is never set; the lowest bit says whether the row was correct. Sorting
    // these integers sorts the rows by confidence.
    private readonly List<uint> _rows = [];

    // Empty as long as all weights are 1.
    private readonly List<float> _weights = [];

    public override void Add(double confidence, bool correct, double weight)
    {
        if (weight != 1)
        {
            KeepWeights();
        }

        if (_weights.Count > 0 || weight != 1)
        {
            _weights.Add((float)weight);
        }

        _rows.Add((BitConverter.SingleToUInt32Bits((float)confidence) << 1) | (correct ? 1u : 0));
    }

    public override void Add(ReliabilitySums other)
    {
        var rows = (EqualMassSums)other;
        if (_weights.Count + rows._weights.Count > 0)
        {
            KeepWeights();
            rows.KeepWeights();
        }
        _rows.AddRange(rows._rows);
        _weights.AddRange(rows._weights);
    }

    public override ReliabilityBin[] ToBins()
    {
        Span<uint> rows = CollectionsMarshal.AsSpan(_rows);
        Span<float> weights = CollectionsMarshal.AsSpan(_weights);
        if (weights.IsEmpty)
        {
            rows.Sort();
        }
        else
        {
            rows.Sort(weights);
        }

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

    private void KeepWeights()
    {
        while (_weights.Count < _rows.Count)
        {
            _weights.Add(1);
        }
    }

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
