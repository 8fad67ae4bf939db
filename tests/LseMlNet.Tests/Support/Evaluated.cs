using Microsoft.ML;

namespace LseMlNet.Tests.Support;

/// <summary>The metrics of the reference data.</summary>
internal static class Evaluated
{
    public static LogitsMetrics Reference(MLContext ml, string name, LogitsMetricsOptions? options = null)
    {
        Reference reference = Support.Reference.Named(name);
        options ??= new();
        options.ExampleWeightColumnName = reference.Weights is null ? null : "Weight";
        IDataView data = LabelledData.Create(ml, reference.SingleLogits, reference.Labels, reference.Weights);
        return ml.MulticlassClassification.EvaluateLogits(data, options);
    }
}
