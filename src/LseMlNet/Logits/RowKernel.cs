using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Computes one row: a result per logit, or one result. Both spans may be the same memory.</summary>
internal delegate void RowFunction<T>(ReadOnlySpan<T> logits, Span<T> result);

/// <summary>Divides a row of logits by the temperature; both spans may be the same memory.</summary>
internal delegate void RowScaling<T>(ReadOnlySpan<T> logits, double temperature, Span<T> scaled);

/// <summary>A function of rows of logits at a temperature, on rows as ML.NET holds them: dense or sparse.</summary>
internal sealed class RowKernel<T>(RowFunction<T> function, RowScaling<T> applyTemperature, double temperature)
{
    public double Temperature => temperature;

    /// <summary>Whether <see cref="Compute"/> needs a scratch buffer of the row's length.</summary>
    public bool NeedsScratch(in VBuffer<T> logits) => temperature != 1 || !logits.IsDense;

    /// <summary>
    /// Computes one row. A sparse row is made dense first: a logit that is not stored is a zero, whose exponential counts.
    /// </summary>
    /// <param name="logits">The row; never written.</param>
    /// <param name="scratch">As long as the row where <see cref="NeedsScratch"/> says so; may be the same memory as <paramref name="result"/>.</param>
    /// <param name="result">What the function writes.</param>
    public void Compute(in VBuffer<T> logits, Span<T> scratch, Span<T> result)
    {
        if (!NeedsScratch(in logits))
        {
            function(logits.GetValues(), result);
            return;
        }

        CopyDense(in logits, scratch);
        if (temperature != 1)
            applyTemperature(scratch, temperature, scratch);
        function(scratch, result);
    }

    // VBuffer.CopyTo goes from slot to slot, several times slower where few are stored.
    private static void CopyDense(in VBuffer<T> logits, Span<T> dense)
    {
        ReadOnlySpan<T> values = logits.GetValues();
        if (logits.IsDense)
        {
            values.CopyTo(dense);
            return;
        }

        dense.Clear();
        ReadOnlySpan<int> indices = logits.GetIndices();
        for (int i = 0; i < indices.Length; i++)
            dense[indices[i]] = values[i];
    }
}
