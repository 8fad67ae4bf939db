using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>A function of logits at a temperature, for vectors as ML.NET stores them: dense or sparse, rows or tensors.</summary>
/// <param name="kernels">The functions of dense logits.</param>
/// <param name="shape">Determines which values of a vector are the classes of one softmax.</param>
/// <param name="temperature">The temperature, which is part of the functions.</param>
internal sealed class RowKernel<T>(LogitsKernels<T> kernels, ClassShape shape, double temperature)
    where T : struct
{
    public double Temperature => temperature;

    public ClassShape Shape => shape;

    /// <summary>Computes one vector. A logit that a sparse vector does not store is 0 and contributes like any other logit.</summary>
    /// <param name="logits">The vector. It is never changed.</param>
    /// <param name="scratch">
    /// Working memory that the caller keeps from row to row. The method replaces the array if it is too short.
    /// </param>
    /// <param name="result">The memory that the function writes to.</param>
    public void Compute(in VBuffer<T> logits, ref T[] scratch, Span<T> result)
    {
        if (shape.Axis is not null)
        {
            kernels.Axis!(Dense(in logits, ref scratch), shape.ClassCount, shape.InnerLength, result, temperature, 1);
        }
        else if (temperature != 1 || kernels.Row is null)
        {
            kernels.TemperedRow(Dense(in logits, ref scratch), result, temperature);
        }
        else if (logits.IsDense || kernels.Repeating is null)
        {
            kernels.Row(Dense(in logits, ref scratch), result);
        }
        else
        {
            ComputeSparse(in logits, Room(ref scratch, logits.GetValues().Length + 1), result);
        }
    }

    /// <summary>Returns all values of a vector.</summary>
    public static ReadOnlySpan<T> Dense(in VBuffer<T> logits, ref T[] scratch)
    {
        if (logits.IsDense)
        {
            return logits.GetValues();
        }

        // VBuffer.CopyTo visits every slot, which is several times slower if few are stored.
        Span<T> row = Room(ref scratch, logits.Length);
        row.Clear();
        Scatter(logits.GetValues(), logits.GetIndices(), row);
        return row;
    }

    // Appends one 0 that represents all zeros that are not stored; all of them get its result.
    private void ComputeSparse(in VBuffer<T> logits, Span<T> row, Span<T> result)
    {
        ReadOnlySpan<T> values = logits.GetValues();
        values.CopyTo(row);
        row[^1] = default;
        kernels.Repeating!(row, logits.Length - values.Length, row);
        result.Fill(row[^1]);
        Scatter(row[..^1], logits.GetIndices(), result);
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
