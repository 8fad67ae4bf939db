using Microsoft.ML.Data;

namespace LseMlNet.OnnxRuntime.Tests.Support;

/// <summary>A row of test data.</summary>
public sealed class Row<T>
{
    public VBuffer<T> X { get; set; }

    public float Scalar { get; set; }
}
