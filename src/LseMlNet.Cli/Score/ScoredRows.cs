using System.Numerics;

namespace LseMlNet.Cli.Score;

/// <summary>Computes the outputs block by block, with the kernels for many rows.</summary>
internal sealed class ScoredRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LogitsSource _source;
    private readonly ScoreRequest _request;
    private readonly ClassAxes _axes;
    private readonly ScoreKernels<T> _kernels;
    private readonly CancellationToken _stop;

    public ScoredRows(LogitsSource source, ScoreRequest request, ScoreKernels<T> kernels, CancellationToken stop)
    {
        (_source, _request, _kernels, _stop) = (source, request, kernels, stop);
        _axes = ClassAxes.Of(source.Dimensions, request.ClassAxis);
        Table = new OutputTable([.. request.Outputs.SelectMany(Columns)], source.RowCount, Blocks());
    }

    /// <summary>The outputs of all rows. Each enumeration reads the files anew.</summary>
    public OutputTable Table { get; }

    private IEnumerable<OutputColumn> Columns(ScoreOutput output)
    {
        ElementKind kind = typeof(T) == typeof(double) ? ElementKind.Double : ElementKind.Single;
        IReadOnlyList<string>? names = _axes.Dimensions.Count == 1 ? _source.ClassNames : null;
        int top = Math.Min(_request.TopK, _axes.ClassCount);
        return output switch
        {
            ScoreOutput.Softmax => [new("softmax", kind, _axes.Dimensions, names)],
            ScoreOutput.LogSoftmax => [new("log_softmax", kind, _axes.Dimensions, names)],
            ScoreOutput.LogSumExp => [new("log_sum_exp", kind, _axes.Positions)],
            ScoreOutput.Entropy => [new("entropy", kind, _axes.Positions)],
            ScoreOutput.Margin => [new("margin", kind, _axes.Positions)],
            ScoreOutput.Label => [new("label", ElementKind.Integer, _axes.Positions)],
            _ => [new("top_label", ElementKind.Integer, _axes.With(top)), new("top_probability", kind, _axes.With(top))],
        };
    }

    private IEnumerable<OutputBlock> Blocks()
    {
        using RowReader<T> reader = _source.Open<T>();
        int rows = SharedRows<T>.BlockRows(_source.RowLength);
        var logits = new RowBlock<T>();
        var results = new OutputBlock(Table.Columns);
        var top = new TopClasses<T>(_axes, Math.Min(_request.TopK, _axes.ClassCount), _kernels, _request.Temperature);
        while (true)
        {
            _stop.ThrowIfCancellationRequested();
            reader.Read(logits, rows);
            if (logits.Count == 0)
            {
                yield break;
            }

            reader.Parse(logits);
            InvalidLogits.Refuse(logits, _source, _axes);
            results.SetCount(logits.Count);
            Compute(logits.Logits.AsSpan(0, logits.Count * _source.RowLength), results, top);
            yield return results;
        }
    }

    private void Compute(ReadOnlySpan<T> logits, OutputBlock results, TopClasses<T> top)
    {
        int column = 0;
        foreach (ScoreOutput output in _request.Outputs)
        {
            switch (output)
            {
                case ScoreOutput.Label:
                    top.Labels(logits, results.Values<long>(column));
                    break;
                case ScoreOutput.TopK:
                    top.Find(logits, results.Values<long>(column++), results.Values<T>(column));
                    break;
                default:
                    _kernels.Of(output)(logits, _axes.ClassCount, _axes.InnerLength, results.Values<T>(column), _request.Temperature, 1);
                    break;
            }

            column++;
        }
    }
}
