namespace LseMlNet;

/// <summary>Computes one row: a result for each logit, or a single result. Both spans may refer to the same memory.</summary>
internal delegate void RowFunction<T>(ReadOnlySpan<T> logits, Span<T> result);

/// <summary>Computes one row of logits at a temperature.</summary>
internal delegate void TemperedRowFunction<T>(ReadOnlySpan<T> logits, Span<T> result, double temperature);

/// <summary>
/// Computes a result for each logit of a row whose last logit stands for several classes. Both spans may refer to the same memory.
/// </summary>
internal delegate void RepeatingRowFunction<T>(ReadOnlySpan<T> logits, int lastCount, Span<T> result);

/// <summary>
/// Computes each position of logits in the layout [outer, classCount, innerLength]: a result for each logit, or one for each position.
/// </summary>
internal delegate void AxisFunction<T>(
    ReadOnlySpan<T> logits, int classCount, int innerLength, Span<T> result, double temperature, int maxDegreeOfParallelism);

/// <summary>A function of logits for one number type.</summary>
/// <param name="TemperedRow">The function of a row.</param>
/// <param name="Row">The same function at temperature 1; null if it would not be faster.</param>
/// <param name="Axis">The same function along an axis; null if each logit is a row of its own.</param>
/// <param name="Repeating">
/// The same function at temperature 1, without writing out the zeros of a sparse row; null if there is none.
/// </param>
internal sealed record LogitsKernels<T>(
    TemperedRowFunction<T> TemperedRow, RowFunction<T>? Row = null, AxisFunction<T>? Axis = null,
    RepeatingRowFunction<T>? Repeating = null);
