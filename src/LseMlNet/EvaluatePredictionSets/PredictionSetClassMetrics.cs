namespace LseMlNet;

/// <summary>The metrics of the prediction sets for the rows of one class.</summary>
public sealed class PredictionSetClassMetrics
{
    internal PredictionSetClassMetrics(string name, Proportion coverage, double meanSize)
    {
        Name = name;
        Coverage = coverage;
        MeanSize = meanSize;
    }

    /// <summary>The name of the class, or its number, counted from 0.</summary>
    public string Name { get; }

    /// <summary>The share of the rows of this class whose set contains it.</summary>
    public Proportion Coverage { get; }

    /// <summary>The mean number of classes in the sets of these rows; NaN if there are no rows.</summary>
    public double MeanSize { get; }
}
