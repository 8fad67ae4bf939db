using Microsoft.ML;

namespace LseMlNet.Examples.ImageClassifier.Evaluation;

/// <summary>Which classes are most often taken for which others.</summary>
internal static class Confusions
{
    public static IReadOnlyList<Confusion> MostFrequent(MLContext ml, IDataView data, IReadOnlyList<string> classNames, int count)
    {
        // The names come with the logits, from NameClasses, and go with the label's key.
        var naming = ml.Transforms.SelectLabel(nameof(Answer.Name), HeldOutEvaluation.Logits)
            .Append(ml.Transforms.Conversion.MapKeyToValue(nameof(Answer.Name)));
        IDataView named = naming.Fit(data).Transform(data);

        var confusions =
            from answer in ml.Data.CreateEnumerable<Answer>(named, reuseRowObject: false)
            let label = classNames[(int)answer.Label - 1]
            where answer.Name != label
            group answer by (label, answer.Name) into pair
            orderby pair.Count() descending, pair.Key.label, pair.Key.Name
            select new Confusion(pair.Key.label, pair.Key.Name, pair.Count());
        return [.. confusions.Take(count)];
    }

    private sealed class Answer
    {
        public uint Label { get; set; }

        public string Name { get; set; } = "";
    }
}

/// <summary>Pictures of one class that were taken for another.</summary>
internal sealed record Confusion(string Label, string TakenFor, int Count);
