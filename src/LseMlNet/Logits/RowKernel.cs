using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Computes one row: a result for each logit, or one result. Both spans may refer to the same memory.</summary>
internal delegate void RowFunction<T>(ReadOnlySpan<T> logits, Span<T> result);

/// <summary>
/// Computes a result for each logit of a row whose last logit stands for several classes. Both spans may refer to the same memory.
/// </summary>
internal delegate void RepeatingRowFunction<T>(ReadOnlySpan<T> logits, int lastCount, Span<T> result);

/// <summary>Divides a row of logits by the temperature. Both spans may refer to the same memory.</summary>
internal delegate void RowScaling<T>(ReadOnlySpan<T> logits, double temperature, Span<T> scaled);

/// <summary>A function of logits at a temperature, for rows as ML.NET stores them: dense or sparse.</summary>
/// <param name="function">The function of a dense row.</param>
/// <param name="repeating">The same function, without writing out the zeros of a sparse row; null if there is none.</param>
/// <param name="applyTemperature">Divides logits by the temperature.</param>
/// <param name="temperature">The number that the logits are divided by.</param>
internal sealed class RowKernel<T>(
    RowFunction<T> function, RepeatingRowFunction<T>? repeating, RowScaling<T> applyTemperature, double temperature)
    where T : struct
{
    public double Temperature => temperature;

    /// <summary>Computes one row. A logit that a sparse row does not store is 0 and contributes like any other logit.</summary>
    /// <param name="logits">The row. It is never changed.</param>
    /// <param name="scratch">Working memory that the caller keeps from row to row. The method replaces it if it is too short.</param>
    /// <param name="result">The memory that the function writes to.</param>
    public void Compute(in VBuffer<T> logits, ref T[] scratch, Span<T> result)
    {
        ReadOnlySpan<T> values = logits.GetValues();
        if (logits.IsDense)
        {
            function(temperature == 1 ? values : Tempered(values, Room(ref scratch, values.Length)), result);
        }
        else if (repeating is not null)
        {
            ComputeSparse(in logits, Room(ref scratch, values.Length + 1), result);
        }
        else
        {
            function(Tempered(WriteOut(in logits, Room(ref scratch, logits.Length))), result);
        }
    }

    // Appends one 0 that stands for all zeros that are not stored; all of them get its result.
    private void ComputeSparse(in VBuffer<T> logits, Span<T> row, Span<T> result)
    {
        ReadOnlySpan<T> values = logits.GetValues();
        values.CopyTo(row);
        row[^1] = default;
        repeating!(Tempered(row), logits.Length - values.Length, row);
        result.Fill(row[^1]);
        Scatter(row[..^1], logits.GetIndices(), result);
    }

    private Span<T> Tempered(Span<T> row)
    {
        if (temperature != 1)
        {
            applyTemperature(row, temperature, row);
        }

        return row;
    }

    private Span<T> Tempered(ReadOnlySpan<T> values, Span<T> row)
    {
        applyTemperature(values, temperature, row);
        return row;
    }

    // VBuffer.CopyTo visits every slot, which is several times slower if few are stored.
    private static Span<T> WriteOut(in VBuffer<T> logits, Span<T> row)
    {
        row.Clear();
        Scatter(logits.GetValues(), logits.GetIndices(), row);
        return row;
    }

    private static void Scatter(ReadOnlySpan<T> values, ReadOnlySpan<int> indices, Span<T> row)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            row[indices[i]] = values[i];
        }
    }

    private static Span<T> Room(ref T[] scratch, int length)
    {
        if (scratch.Length < length)
        {
            scratch = new T[length];
        }

        return scratch.AsSpan(0, length);
    }
}
