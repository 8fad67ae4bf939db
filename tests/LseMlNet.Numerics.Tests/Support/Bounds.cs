namespace LseMlNet.Numerics.Tests.Support;

/// <summary>The largest errors, in ulp, that the comments of the operations state.</summary>
internal static class Bounds
{
    public static double Softmax<T>() => IsSingle<T>() ? 1.6 : 3.5;

    public static double LogSoftmax<T>() => 1.1;

    public static double CrossEntropy<T>() => 1.1;

    public static double LogSumExp<T>() => 1.1;

    /// <summary>The part of the largest logit by which a log-sum-exp may be off if the logit and the logarithm cancel.</summary>
    public static double LogSumExpCancelling<T>() => IsSingle<T>() ? 1e-11 : 4e-16;

    public static double Entropy<T>() => IsSingle<T>() ? 0.6 : 4;

    // A tie counts as half a unit, and references are stored to the ten-thousandth of one.
    public static double Margin<T>() => 0.5001;

    private static bool IsSingle<T>() => typeof(T) == typeof(float);
}
