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

    // *** Binary format ***
    // int64: number of rows
    // flag: whether there are weights
    // rows by confidence, then weight: uint32 (confidence and correctness) and, if there are weights, single (weight)
    public override void Write(BinaryWriter writer)
    {
        bool hasWeights = _weights.Count > 0;
        ulong[] rows = [.. _rows.Select((row, i) => (ulong)row << 32 | (hasWeights ? BitConverter.SingleToUInt32Bits(_weights[i]) : 0))];
        Array.Sort(rows);
        writer.Write((long)rows.Length);
        writer.Write(hasWeights);
        foreach (ulong row in rows)
        {
            writer.Write((uint)(row >> 32));
            if (hasWeights)
            {
                writer.Write((uint)row);
            }
        }
    }

    public static EqualMassSums Read(SumsReader reader, int binCount)
    {
        var sums = new EqualMassSums(binCount);
        long count = reader.ReadCount(bytesPerItem: sizeof(uint));
        bool hasWeights = reader.ReadFlag();
        for (long i = 0; i < count; i++)
        {
            uint row = reader.ReadUInt32();
            float confidence = Confidence(row), weight = hasWeights ? reader.ReadSingle() : 1;
            if (!(confidence <= 1 && weight > 0 && float.IsFinite(weight)))
            {
                throw new InvalidDataException($"a row has the confidence {confidence} and the weight {weight}; expected 0 to 1, and a positive number.");
            }

            sums._rows.Add(row);
            if (hasWeights)
            {
                sums._weights.Add(weight);
            }
        }

        return sums;
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
