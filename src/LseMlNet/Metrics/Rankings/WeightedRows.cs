using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LseMlNet;

/// <summary>Keeps a number and a weight for each row, and sorts them. Weights take memory only if they are not all 1.</summary>
internal sealed class WeightedRows<T>
    where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
{
    private readonly List<T> _rows = [];

    // Empty as long as all weights are 1.
    private readonly List<float> _weights = [];

    public ReadOnlySpan<T> Rows => CollectionsMarshal.AsSpan(_rows);

    /// <summary>The weights of the rows; empty if all are 1.</summary>
    public ReadOnlySpan<float> Weights => CollectionsMarshal.AsSpan(_weights);

    /// <param name="row">The number.</param>
    /// <param name="weight">A Single.</param>
    public void Add(T row, double weight)
    {
        if (weight != 1 && _weights.Count == 0)
        {
            AddOnes(_rows.Count);
        }

        if (_weights.Count > 0 || weight != 1)
        {
            _weights.Add((float)weight);
        }

        _rows.Add(row);
    }

    public void Add(WeightedRows<T> other)
    {
        if (_weights.Count == 0 && other._weights.Count > 0)
        {
            AddOnes(_rows.Count);
        }

        if (other._weights.Count > 0)
        {
            _weights.AddRange(other._weights);
        }
        else if (_weights.Count > 0)
        {
            AddOnes(other._rows.Count);
        }

        _rows.AddRange(other._rows);
    }

    /// <summary>Sorts by number, and then by weight, so that the same rows have the same order however they were added.</summary>
    public void Sort()
    {
        Span<T> rows = CollectionsMarshal.AsSpan(_rows);
        Span<float> weights = CollectionsMarshal.AsSpan(_weights);
        if (weights.IsEmpty)
        {
            rows.Sort();
            return;
        }

        rows.Sort(weights);
        for (int start = 0, end; start < rows.Length; start = end)
        {
            for (end = start + 1; end < rows.Length && rows[end] == rows[start]; end++)
            {
            }

            weights[start..end].Sort();
        }
    }

    // *** Binary format ***
    // int64: number of rows
    // flag: whether there are weights
    // sorted rows: the number and, if there are weights, single (weight)
    public void Write(BinaryWriter writer)
    {
        Sort();
        writer.Write((long)_rows.Count);
        writer.Write(_weights.Count > 0);
        Span<byte> bytes = stackalloc byte[Unsafe.SizeOf<T>()];
        for (int i = 0; i < _rows.Count; i++)
        {
            _rows[i].WriteLittleEndian(bytes);
            writer.Write(bytes);
            if (_weights.Count > 0)
            {
                writer.Write(_weights[i]);
            }
        }
    }

    /// <param name="reader">The data that <see cref="Write"/> wrote.</param>
    /// <param name="smallest">The smallest number that a row can have.</param>
    /// <param name="largest">The largest number that a row can have.</param>
    /// <exception cref="InvalidDataException">A number is out of range, or a weight is not a positive number.</exception>
    public static WeightedRows<T> Read(SumsReader reader, T smallest, T largest)
    {
        var result = new WeightedRows<T>();
        long count = reader.ReadCount(Unsafe.SizeOf<T>());
        bool hasWeights = reader.ReadFlag();
        Span<byte> bytes = stackalloc byte[Unsafe.SizeOf<T>()];
        for (long i = 0; i < count; i++)
        {
            reader.ReadExactly(bytes);
            T row = T.ReadLittleEndian(bytes, isUnsigned: true);
            float weight = hasWeights ? reader.ReadSingle() : 1;
            if (row < smallest || row > largest || !(weight > 0 && float.IsFinite(weight)))
            {
                throw new InvalidDataException(
                    $"a row has the number {row} and the weight {weight}; expected {smallest} to {largest}, and a positive weight.");
            }

            result._rows.Add(row);
            if (hasWeights)
            {
                result._weights.Add(weight);
            }
        }

        return result;
    }

    private void AddOnes(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _weights.Add(1);
        }
    }
}
