namespace LseMlNet;

/// <summary>The exact totals of one class in a confusion matrix.</summary>
internal struct ClassTotals
{
    /// <summary>The number of rows with this label.</summary>
    public long Rows;

    /// <summary>The weight of the rows with this label.</summary>
    public WeightSum Actual;

    /// <summary>The weight of the rows for which this class was predicted.</summary>
    public WeightSum Predicted;

    /// <summary>The weight of the rows for which this class is both the label and the prediction.</summary>
    public WeightSum Correct;
}
