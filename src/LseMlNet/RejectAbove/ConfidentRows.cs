using System.Numerics;

namespace LseMlNet;

/// <summary>
/// The values that the pass of Fit accumulates: the log-odds of each row's top class, and whether it
/// is the true class, with 8 bytes per row.
/// </summary>
internal sealed class ConfidentRows(int classCount) : IRowAccumulator<ConfidentRows>, IHeldOutCounts
{
    private readonly double[] _row = new double[classCount];
    private readonly double[] _scratch = new double[classCount];

    public HeldOutCounts Counts { get; } = new();

    /// <summary>The log-odds of the rows whose top class is the true class.</summary>
    public List<double> Correct { get; } = [];

    /// <summary>The log-odds of the other rows.</summary>
    public List<double> Wrong { get; } = [];

    public void Add<T>(in StreamedRow<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        row.WidenTo(_row);
        int top = Numerics.Logits.ArgMax(_row);
        if (Counts.Add(in row, hasSoftmax: top >= 0))
        {
            (top == row.Label ? Correct : Wrong).Add(LogOdds.OfMostLikely(_row, top, _scratch));
        }
    }

    public void Add(ConfidentRows other)
    {
        Counts.Add(other.Counts);
        Correct.AddRange(other.Correct);
        Wrong.AddRange(other.Wrong);
    }
}
