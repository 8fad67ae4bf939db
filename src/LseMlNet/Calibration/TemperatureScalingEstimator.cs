using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>
/// Calibrates logits by one number: finds the temperature T that minimises the mean of −log softmax(x/T)<sub>label</sub>, and divides by it.
/// </summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// ### Estimator Characteristics
/// |  |  |
/// | -- | -- |
/// | Does this estimator need to look at the data to train its parameters? | Yes: several passes; put AppendCacheCheckpoint before it where the logits are expensive |
/// | Input column data type | Vector of [System.Single](xref:System.Single) or [System.Double](xref:System.Double), dense or sparse, of known or unknown size, of any shape; Fit also reads a key, the label |
/// | Output column data type | Vector of [System.Single](xref:System.Single) or [System.Double](xref:System.Double): the type, size and shape of the input |
/// | Required NuGet in addition to Microsoft.ML | LseMlNet |
/// | Exportable to ONNX | Yes (Div), for vectors of known size |
/// ]]></format>
/// <para>The order of the classes, hence accuracy, stays what it was; confidence comes to mean what it says. Fit on data that the model
/// was not trained on: there it is surer than it will be right. Guo et al., <i>On Calibration of Modern Neural Networks</i>, ICML 2017.</para>
/// <para>The loss is convex in 1/T. Newton's method finds its minimum to about nine digits or better, kept within a bracket that shrinks
/// by bisection where a step leaves it or is too slow; W. H. Press et al., <i>Numerical Recipes</i>, section 9.4. Each step is a pass over the data, shared
/// by parallel cursors, with sums that are exact until they are rounded once: the result does not depend on how rows are ordered or shared out, and
/// memory does not grow with their number.</para>
/// <para>Rows without a softmax (NaN, +∞, nothing but −∞), without a label, or whose label's class is excluded by a logit of −∞, which costs ∞ at
/// any temperature, are left out, counted, and warned of. Fewer than two other rows are refused. Where every label is the most likely class, the
/// loss falls until T is 0; where the logits tell nothing of the labels, until T is ∞: then T is
/// <see cref="TemperatureScalingOptions.MinimumTemperature"/> or <see cref="TemperatureScalingOptions.MaximumTemperature"/>, with a warning. If no
/// row prefers any class, T is 1, with a warning too.</para>
/// <para>Transforming, −∞, +∞ and NaN stay what they are; a sparse row stays sparse; all annotations of the input are kept, as the output is still logits.</para>
/// </remarks>
/// <seealso cref="TemperatureScalingCatalog.TemperatureScaling(TransformsCatalog, string, string, string)"/>
public sealed class TemperatureScalingEstimator : IEstimator<TemperatureScalingTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly TemperatureScalingOptions _options;
    private readonly InputOutputColumnPair _columns;

    internal TemperatureScalingEstimator(IHostEnvironment environment, TemperatureScalingOptions options)
    {
        _environment = environment;
        _options = options;
        _columns = new InputOutputColumnPair(options.OutputColumnName, options.InputColumnName);
    }

    private static string Name => TemperatureScalingTransformer.Signature.DisplayName;

    /// <summary>Finds the temperature, in several passes over the data.</summary>
    /// <param name="input">Held-out data with logits and labels.</param>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of a wrong type.</exception>
    /// <exception cref="InvalidOperationException">Fewer than two rows can be used, or a label is no class of its row.</exception>
    public TemperatureScalingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        DataViewSchema.Column logits = LogitsInput.Find(input.Schema, _columns.InputColumnName, Name);
        var data = new LabelledLogits(Name, input, logits, _options.LabelColumnName);
        var search = new TemperatureSearch(
            temperature => data.Read(() => new LossSums(temperature)),
            _options.MinimumTemperature, _options.MaximumTemperature,
            message => _environment.Warn(Name, $"{Name}: {message}"));
        return new TemperatureScalingTransformer(_environment, _columns, search.Run());
    }

    /// <summary>The shape of the schema that the transformer will produce, for the pipeline to check its later stages by.</summary>
    /// <param name="inputSchema">The shape of the schema before this stage.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inputSchema"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of a wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column logits = LogitsInput.Find(inputSchema, _columns.InputColumnName, Name);
        LabelColumn.Find(inputSchema, _options.LabelColumnName, Name);
        return inputSchema.With([SchemaShapes.Column(_columns.OutputColumnName, logits.Kind, logits.ItemType, annotations: logits.Annotations)]);
    }
}
