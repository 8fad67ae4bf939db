namespace LseMlNet.Numerics;

/// <summary>Stable functions of logits.</summary>
public static partial class Logits
{
}
