using System.Runtime.CompilerServices;
using Microsoft.ML;

namespace LseMlNet.OnnxRuntime;

/// <summary>One scorer for all columns of a stage that are read from the same row: ML.NET asks for each by itself.</summary>
internal sealed class RowScorers(OnnxModel model, DataViewSchema.Column[] columns)
{
    private readonly ConditionalWeakTable<DataViewRow, RowScorer> _scorers = [];

    public RowScorer Of(DataViewRow row) => _scorers.GetValue(row, source => new RowScorer(model, source, columns));
}
