using Microsoft.ML.Data;

namespace LseMlNet.Tests.Support;

/// <summary>A row of test data.</summary>
public sealed class LogitsRow<T>
{
    public VBuffer<T> Logits { get; set; }

    public int Id { get; set; }
}
