using System.Numerics;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>The key of the class with the highest score, or the missing key.</summary>
internal sealed class LabelColumn<T>(
    DataViewSchema.Column scores,
    DataViewSchema.DetachedColumn output,
    ScoreMeaning meaning,
    float minimumProbability,
    ScoreKernels<T> kernels,
    InvalidRows invalidRows)
    : BoundColumn(scores)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // In memory, keys count from 1.
    private const uint Missing = 0;

    private readonly T _minimum = T.CreateTruncating(minimumProbability);

    public override DataViewSchema.DetachedColumn Output => output;

    public override string? WhyNotOnnx => null;

    public override Delegate CreateGetter(DataViewRow row, out Action? end)
    {
        InvalidRows.Cursor invalid = invalidRows.Begin(row);
        end = invalid.End;
        var reader = new ScoreReader<T>(SelectLabelSettings.Stage, row, Input, meaning, kernels, invalid);
        return (ValueGetter<uint>)Get;

        void Get(ref uint label)
        {
            ReadOnlySpan<T> scores = reader.Read();
            int first = kernels.ArgMax(scores);
            if (first < 0)
            {
                reader.AddInvalid();
            }

            bool isKnown = first >= 0 && (minimumProbability == 0 || reader.Probabilities(scores)[first] >= _minimum);
            label = isKnown ? (uint)first + 1 : Missing;
        }
    }

    public override void Export(OnnxGraph graph, string source, string result)
    {
        var type = (VectorDataViewType)Input.Type;
        source = graph.Flatten(source);
        string key = graph.Compute("Add", [graph.Compute("ArgMax", [source], axis: 1), graph.Constant([1], "One")]);

        // The compared value is NaN for a row without a label, and no comparison with NaN is true.
        string compared = graph.ZeroOrNaN(type, source);
        double limit = -1;
        if (minimumProbability > 0)
        {
            string probabilities = meaning == ScoreMeaning.Probabilities ? source : graph.Compute("Softmax", [source], axis: 1);
            compared = graph.Compute("Add", [graph.Compute("ReduceMax", [probabilities], axes: [1]), compared]);
            // ONNX has no "greater or equal" before opset 12. "Greater than the next smaller number" means the same.
            limit = double.CreateTruncating(T.BitDecrement(_minimum));
        }
        string isKnown = graph.Compute("Cast", [graph.Compute("Greater", [compared, graph.Constant(limit, type, "Limit")])], to: typeof(long));
        graph.Node("Cast", [graph.Compute("Mul", [key, isKnown])], result, to: typeof(uint));
    }
}
