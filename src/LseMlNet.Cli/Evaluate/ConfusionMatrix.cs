using Microsoft.ML;

namespace LseMlNet.Cli.Evaluate;

/// <summary>How often each class was mistaken for another, or recognized.</summary>
internal sealed class ConfusionMatrix
{
    private readonly int[,] _counts;

    private ConfusionMatrix(IReadOnlyList<string> classNames)
    {
        ClassNames = classNames;
        _counts = new int[classNames.Count, classNames.Count];
    }

    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The number of pictures of one class that were classified as another, or as itself.</summary>
    public int this[int label, int takenFor] => _counts[label, takenFor];

    public static ConfusionMatrix Count(MLContext ml, IDataView data, IReadOnlyList<string> classNames)
    {
        IDataView selected = ml.Transforms.SelectLabel(nameof(Answer.TakenFor), HeldOutEvaluation.Logits).Fit(data).Transform(data);
        var matrix = new ConfusionMatrix(classNames);
        // Keys count from 1, and 0 means that a picture has no softmax. The metrics leave that picture out too.
        foreach (Answer answer in ml.Data.CreateEnumerable<Answer>(selected, reuseRowObject: true).Where(answer => answer.TakenFor != 0))
        {
            matrix._counts[answer.Label - 1, answer.TakenFor - 1]++;
        }

        return matrix;
    }

    /// <summary>The most frequent mistakes.</summary>
    public IReadOnlyList<Confusion> MostFrequent(int count)
    {
        var confusions =
            from label in Enumerable.Range(0, ClassNames.Count)
            from takenFor in Enumerable.Range(0, ClassNames.Count)
            where label != takenFor && this[label, takenFor] > 0
            orderby this[label, takenFor] descending, ClassNames[label], ClassNames[takenFor]
            select new Confusion(ClassNames[label], ClassNames[takenFor], this[label, takenFor]);
        return [.. confusions.Take(count)];
    }

    private sealed class Answer
    {
        public uint Label { get; set; }

        public uint TakenFor { get; set; }
    }
}

/// <summary>Pictures of one class that were mistaken for another.</summary>
internal sealed record Confusion(string Label, string TakenFor, int Count);
