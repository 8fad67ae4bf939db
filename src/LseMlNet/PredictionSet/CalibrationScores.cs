using System.Numerics;

namespace LseMlNet;

/// <summary>The values that the pass of Fit accumulates: the score of the true class of each row, with 8 bytes per row.</summary>
/// <param name="rule">The kind of score.</param>
/// <param name="classCount">The number of classes.</param>
/// <param name="isClassConditional">Whether the scores of each class are kept apart.</param>
internal sealed class CalibrationScores(ScoreRule rule, int classCount, bool isClassConditional) : IRowAccumulator<CalibrationScores>, IHeldOutCounts
{
    private readonly ConformalScores _scores = new(rule, classCount);
    private readonly double[] _row = new double[classCount];
    private readonly List<double>[] _lists = [.. Enumerable.Range(0, isClassConditional ? classCount : 1).Select(_ => new List<double>())];

    public HeldOutCounts Counts { get; } = new();

    public void Add<T>(in StreamedRow<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        row.WidenTo(_row);
        double score = _scores.Of(_row, row.Label == LabelInput.Missing ? 0 : row.Label);
        if (Counts.Add(in row, hasSoftmax: !double.IsNaN(score)))
        {
            _lists[isClassConditional ? row.Label : 0].Add(score);
        }
    }

    public void Add(CalibrationScores other)
    {
        Counts.Add(other.Counts);
        foreach ((List<double> list, List<double> more) in _lists.Zip(other._lists))
        {
            list.AddRange(more);
        }
    }

    /// <summary>Returns one threshold, or one for each class.</summary>
    public PredictionSetThreshold[] Thresholds(double coverage) => Array.ConvertAll(_lists, list => PredictionSetThreshold.Of(list, coverage));
}
