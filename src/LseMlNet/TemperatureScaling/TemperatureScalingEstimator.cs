using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>
/// Calibrates logits with one number: finds the temperature T that minimizes the mean of −log softmax(x/T)<sub>label</sub>, and divides the
/// logits by it.
/// </summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// ### Estimator Characteristics
/// |  |  |
/// | -- | -- |
/// | Does this estimator need to look at the data to train its parameters? | Yes: it makes several passes. Put AppendCacheCheckpoint before it if the logits are expensive to compute |
/// | Input column data type | Vector of [System.Single](xref:System.Single) or [System.Double](xref:System.Double), dense or sparse, of known or unknown size, of any shape; Fit also reads the label, a key |
/// | Output column data type | Vector of [System.Single](xref:System.Single) or [System.Double](xref:System.Double): the type, size and shape of the input |
/// | Required NuGet in addition to Microsoft.ML | LseMlNet |
/// | Exportable to ONNX | Yes (Div), for vectors of known size |
/// ]]></format>
/// <para>The order of the classes is never reversed, so the accuracy stays the same. Only the confidence changes, to match how often the
/// model is right. The one exception is rounding: two logits that differ in their last digits can become equal, and a tie goes to the
/// lowest index. Fit on data that the model was not trained on: a model is more confident on its training data than its accuracy on new
/// data justifies. Guo et al., <i>On Calibration of Modern Neural Networks</i>, ICML 2017.</para>
/// <para>The loss is convex in 1/T. Halley's method finds its minimum to about twelve digits, usually in three or four passes over the
/// data, which parallel cursors share; when a step leaves the bracket or converges too slowly, bisection takes over. W. H. Press et
/// al., <i>Numerical Recipes</i>, sections 9.2 and 9.4. The sums are exact until they are rounded once, so the result does not depend on the order
/// of the rows or on how the cursors share them, and memory use does not grow with the number of rows.</para>
/// <para>The fit leaves out rows without a softmax (NaN, +∞ or only −∞), rows without a label, and rows whose label is a class excluded by
/// a logit of −∞, whose loss is ∞ at any temperature. It counts them and logs a warning. At least two other rows are required. If every
/// label is the most likely class, the loss keeps falling as T approaches 0; if the logits say nothing about the labels, it keeps falling
/// as T grows. T is then <see cref="TemperatureScalingOptions.MinimumTemperature"/> or
/// <see cref="TemperatureScalingOptions.MaximumTemperature"/>, with a warning. If no row prefers any class, T is 1, also with a
/// warning.</para>
/// <para>The transformer leaves −∞, +∞ and NaN unchanged and keeps sparse rows sparse. The output is still logits, so it keeps all
/// annotations of the input.</para>
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
    /// <exception cref="ArgumentOutOfRangeException">
    /// A column is missing or has the wrong type, the logits have one class, or a value of the keys is neither the name nor the number of a
    /// class.
    /// </exception>
    /// <exception cref="InvalidOperationException">Fewer than two rows can be used, or a label is not a class of its row.</exception>
    public TemperatureScalingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        DataViewSchema.Column logits = LogitsInput.Find(input.Schema, _columns.InputColumnName, Name);
        var held = new HeldOutRows(
            _environment, Name, input, logits, _options.LabelColumnName, _options.ClassAxis, classNames: null, nameof(TemperatureScalingOptions));
        var search = new TemperatureSearch(
            (temperature, isFirst) => held.Rows.Read(() => new LossSums(temperature, isFirst)),
            _options.MinimumTemperature, _options.MaximumTemperature,
            message => _environment.Warn(Name, $"{Name}: {message}"));
        TemperatureFit fit = search.Run(before => held.WarnAboutProbabilities(before.ProbabilityRowCount, before.RowsRead));
        return new TemperatureScalingTransformer(_environment, _columns, fit, held.Probabilities);
    }

    /// <summary>
    /// Returns the shape of the schema that the transformer will produce. The pipeline checks its later stages against it.
    /// </summary>
    /// <param name="inputSchema">The shape of the schema before this stage.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inputSchema"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column logits = LogitsInput.Find(inputSchema, _columns.InputColumnName, Name);
        LabelInput.Find(inputSchema, _options.LabelColumnName, Name, isTensor: _options.ClassAxis is not null);
        return inputSchema.With([SchemaShapes.Column(_columns.OutputColumnName, logits.Kind, logits.ItemType, annotations: logits.Annotations)]);
    }
}
