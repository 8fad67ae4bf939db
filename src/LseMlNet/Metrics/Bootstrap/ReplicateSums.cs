namespace LseMlNet;

/// <summary>The sums of one bootstrap replicate.</summary>
internal sealed class ReplicateSums(int classes)
{
    private const int Five = 5;

    private SumPerIndex _labels = new(classes), _correct = new(classes);
    private ExactSum _loss = new(), _brier = new(), _entropy = new();
    private WeightSum _topFive;

    public double MicroAccuracy => _correct.Total / _labels.Total;

    public double MacroAccuracy =>
        Enumerable.Range(0, _labels.Length).Where(i => _labels[i] > 0).Select(i => _correct[i] / _labels[i])
            .DefaultIfEmpty(double.NaN).Average();

    public double TopFiveAccuracy => _topFive.Value / _labels.Total;

    public double LogLoss => _loss.Value / _labels.Total;

    public double BrierScore => _brier.Value / _labels.Total;

    public double MeanEntropy => _entropy.Value / _labels.Total;

    /// <param name="row">The row.</param>
    /// <param name="count">How often the row occurs in the replicate.</param>
    public void Add(in EvaluatedRow row, int count)
    {
        double weight = count * row.Weight;
        _labels.Add(row.Label, row.Weight, count);
        if (row.IsCorrect)
        {
            _correct.Add(row.Label, row.Weight, count);
        }

        if (row.Rank < Five)
        {
            _topFive.Add(row.Weight, count);
        }

        _loss.Add(weight * row.Loss);
        _brier.Add(weight * row.BrierScore);
        _entropy.Add(weight * row.Entropy);
    }

    public void Add(ReplicateSums other)
    {
        _labels.Add(other._labels);
        _correct.Add(other._correct);
        _topFive.Add(in other._topFive);
        _loss.Add(other._loss);
        _brier.Add(other._brier);
        _entropy.Add(other._entropy);
    }

    public void Write(BinaryWriter writer)
    {
        _labels.Write(writer);
        _correct.Write(writer);
        _topFive.Write(writer);
        _loss.Write(writer);
        _brier.Write(writer);
        _entropy.Write(writer);
    }

    /// <exception cref="InvalidDataException">The data was not written by <see cref="Write"/> with the same number of classes.</exception>
    public static ReplicateSums Read(SumsReader reader, int classes) =>
        new(0)
        {
            _labels = SumPerIndex.Read(reader, classes),
            _correct = SumPerIndex.Read(reader, classes),
            _topFive = WeightSum.Read(reader),
            _loss = ExactSum.Read(reader),
            _brier = ExactSum.Read(reader),
            _entropy = ExactSum.Read(reader),
        };
}
