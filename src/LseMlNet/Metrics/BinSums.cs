namespace LseMlNet;

/// <summary>The sums of one bin of a reliability diagram.</summary>
internal sealed class BinSums
{
    private ExactSum _confidence = new();
    private WeightSum _weight, _squaredWeight, _correct;
    private long _rows;

    public void Add(double confidence, bool correct, double weight)
    {
        _rows++;
        _weight.Add(weight);
        _squaredWeight.Add(weight * weight);
        _confidence.Add(weight * confidence);
        if (correct)
        {
            _correct.Add(weight);
        }
    }

    public void Add(BinSums other)
    {
        _rows += other._rows;
        _weight.Add(in other._weight);
        _squaredWeight.Add(in other._squaredWeight);
        _confidence.Add(other._confidence);
        _correct.Add(in other._correct);
    }

    public ReliabilityBin ToBin(double lowerBound, double upperBound)
    {
        double weight = _weight.Value;
        double effectiveRows = weight * weight / _squaredWeight.Value;
        return new ReliabilityBin(
            lowerBound, upperBound, _rows, weight, effectiveRows, _confidence.Value / weight, _correct.Value / weight);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_rows);
        _weight.Write(writer);
        _squaredWeight.Write(writer);
        _confidence.Write(writer);
        _correct.Write(writer);
    }

    public static BinSums Read(SumsReader reader) => new()
    {
        _rows = reader.ReadRowCount(),
        _weight = WeightSum.Read(reader),
        _squaredWeight = WeightSum.Read(reader),
        _confidence = ExactSum.Read(reader),
        _correct = WeightSum.Read(reader),
    };
}
