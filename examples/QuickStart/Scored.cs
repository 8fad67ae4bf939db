using Microsoft.ML.Data;

namespace QuickStart;

/// <summary>A row of three logits.</summary>
internal sealed class Scored
{
    [VectorType(3)]
    public float[] Logits { get; set; } = [];
}
