using System.Numerics;
using LseMlNet.Numerics;

namespace LseMlNet;

/// <summary>
/// The results of one pass over the data: the loss of labelled logits at one temperature, and its derivatives with respect to β = 1/T.
/// </summary>
/// <param name="temperature">The temperature.</param>
/// <param name="isFirst">Whether to compute also the sums that do not depend on the temperature; later passes need not repeat them.</param>
internal sealed class LossSums(double temperature, bool isFirst) : IRowAccumulator<LossSums>
{
    // At this temperature, all classes that are not excluded are equally likely, and the squares of the logits do not underflow.
    private static readonly double Infinite = Math.ScaleB(1, 200);

    public long RowsUsed { get; private set; }

    public long InvalidRows { get; private set; }

    public long MissingLabels { get; private set; }

    /// <summary>Rows whose label is a class with a logit of −∞.</summary>
    public long ExcludedLabels { get; private set; }

    /// <summary>Used rows in which some class has a larger logit than the label.</summary>
    public long RowsWrong { get; private set; }

    /// <summary>Used rows in which all classes that are not excluded have the same logit.</summary>
    public long FlatRows { get; private set; }

    /// <summary>Σ −log p(label).</summary>
    public ExactSum Loss { get; } = new();

    /// <summary>The first derivative of the loss: Σ (E[x] − x(label)).</summary>
    public ExactSum Slope { get; } = new();

    /// <summary>The second derivative of the loss: Σ Var[x].</summary>
    public ExactSum Curvature { get; } = new();

    /// <summary>The third derivative of the loss: Σ E[(x − E[x])³].</summary>
    public ExactSum ThirdDerivative { get; } = new();

    /// <summary>The first derivative of the loss at β = 0, where all classes are equally likely.</summary>
    public ExactSum SlopeAtZero { get; } = new();

    /// <summary>The second derivative of the loss at β = 0.</summary>
    public ExactSum CurvatureAtZero { get; } = new();

    /// <summary>The limit of the first derivative as β grows: Σ (max x − x(label)).</summary>
    public ExactSum SlopeAtInfinity { get; } = new();

    public long RowsLeftOut => InvalidRows + MissingLabels + ExcludedLabels;

    public long RowsRead => RowsUsed + RowsLeftOut;

    /// <summary>Rows that look like probabilities.</summary>
    public long ProbabilityRowCount { get; private set; }

    public void Add<T>(in StreamedRow<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (isFirst && ProbabilityRows.Look(row.Logits))
        {
            ProbabilityRowCount++;
        }

        LabelledLoss values = LabelledLoss.Of(row.Logits, row.Label, temperature);
        if (!values.HasSoftmax)
        {
            InvalidRows++;
        }
        else if (row.Label == LabelInput.Missing)
        {
            MissingLabels++;
        }
        else if (T.IsNegativeInfinity(row.Logits[row.Label]))
        {
            ExcludedLabels++;
        }
        else
        {
            RowsUsed++;
            Loss.Add(values.Loss);
            Slope.Add(values.Slope);
            Curvature.Add(values.Curvature);
            ThirdDerivative.Add(values.ThirdDerivative);
            if (isFirst)
            {
                AddLimits(values, LabelledLoss.Of(row.Logits, row.Label, Infinite));
            }
        }
    }

    public void Add(LossSums other)
    {
        RowsUsed += other.RowsUsed;
        ProbabilityRowCount += other.ProbabilityRowCount;
        InvalidRows += other.InvalidRows;
        MissingLabels += other.MissingLabels;
        ExcludedLabels += other.ExcludedLabels;
        RowsWrong += other.RowsWrong;
        FlatRows += other.FlatRows;
        Loss.Add(other.Loss);
        Slope.Add(other.Slope);
        Curvature.Add(other.Curvature);
        ThirdDerivative.Add(other.ThirdDerivative);
        SlopeAtZero.Add(other.SlopeAtZero);
        CurvatureAtZero.Add(other.CurvatureAtZero);
        SlopeAtInfinity.Add(other.SlopeAtInfinity);
    }

    private void AddLimits(in LabelledLoss values, in LabelledLoss atZero)
    {
        SlopeAtZero.Add(atZero.Slope);
        CurvatureAtZero.Add(atZero.Curvature);
        SlopeAtInfinity.Add(-values.LabelBelowLargest);
        if (values.LabelBelowLargest < 0)
        {
            RowsWrong++;
        }

        if (atZero.IsFlat)
        {
            FlatRows++;
        }
    }
}
