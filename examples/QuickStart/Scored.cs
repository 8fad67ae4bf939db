using Microsoft.ML.Data;

namespace QuickStart;

/// <summary>A row of logits, as some classifier gave it.</summary>
internal sealed class Scored
{
    [VectorType(3)]
    public float[] Logits { get; set; } = [];
}
