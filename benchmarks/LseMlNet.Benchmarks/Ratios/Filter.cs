namespace LseMlNet.Benchmarks.Ratios;

/// <summary>Selects rows of the tables.</summary>
/// <param name="words">Words that must all occur in the name of the operation or its type, and shapes, which begin with a digit.</param>
internal sealed class Filter(string[] words)
{
    private readonly string[] _names = [.. words.Where(word => !char.IsDigit(word[0]))];
    private readonly string[] _shapes = [.. words.Where(word => char.IsDigit(word[0]))];

    public string[] Words => words;

    public bool SelectsKernel(string name) => _names.All(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    public bool SelectsShape(string shape) => _shapes.Length == 0 || _shapes.Contains(shape);
}
