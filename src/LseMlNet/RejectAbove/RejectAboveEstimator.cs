using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>
/// Finds the lowest threshold of confidence at which at most a stated share of the accepted labels is wrong, with a stated probability
/// (selective classification with guaranteed risk).
/// </summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// ### Estimator Characteristics
/// |  |  |
/// | -- | -- |
/// | Does this estimator need to look at the data to train its parameters? | Yes: it makes one pass |
/// | Input column data type | Vector of [System.Single](xref:System.Single) or [System.Double](xref:System.Double), dense or sparse, of known size, of any shape; Fit also reads the label, a key |
/// | Output column data type | [key](xref:Microsoft.ML.Data.KeyDataViewType) of [System.UInt32](xref:System.UInt32) with as many values as there are classes |
/// | Required NuGet in addition to Microsoft.ML | LseMlNet |
/// | Exportable to ONNX | Yes (ArgMax, TopK, ReduceLogSumExp and Greater) |
/// ]]></format>
/// <para>The promise: with a probability of at least <see cref="RejectAboveOptions.Confidence"/>, over the choice of the rows of Fit, the
/// probability that an accepted label is wrong is at most <see cref="RejectAboveOptions.MaximumErrorRate"/>. It holds for any model if the
/// rows of Fit and the new rows are independent rows from one source, and the model was not trained on them.</para>
/// <para>Fit looks at 100 candidates, which accept the most confident 1 % to 100 % of the rows. Among the candidates whose upper bound is
/// at most the maximum, it chooses the one that accepts the most rows. The bounds are exact binomial bounds (Clopper and Pearson 1934) at
/// the level (1 − confidence)/100, so that they all hold together and any of them may be chosen. A. N. Angelopoulos et al., <i>Learn then
/// Test</i>, 2021; Y. Geifman and R. El-Yaniv, <i>Selective Classification for Deep Neural Networks</i>, NeurIPS 2017.</para>
/// <para>Confidence is log(p/(1−p)) of the most probable class, computed from the logits in double precision, so that rows whose
/// p rounds to 1 still have an order. If no candidate has a low enough bound, every row gets the missing key, and a warning
/// states how many rows would be needed.</para>
/// <para>Fit leaves out rows without a softmax (NaN, +∞ or only −∞) and rows without a label, counts them, and logs a warning. With a class
/// axis, each position is a row; positions of one tensor depend on each other, so the promise then needs positions that are sampled from
/// many tensors. In all other respects, the stage works like <c>SelectLabel</c>, which makes the same decisions with
/// <see cref="SelectLabelOptions.MinimumLogOdds"/>. Fit keeps 8 bytes for each row.</para>
/// </remarks>
/// <seealso cref="RejectAboveCatalog.RejectAbove(TransformsCatalog, string, string, string, double, double)"/>
public sealed class RejectAboveEstimator : IEstimator<RejectAboveTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly RejectAboveSettings _settings;
    private readonly string _labelColumnName;

    internal RejectAboveEstimator(IHostEnvironment environment, RejectAboveSettings settings, string labelColumnName)
    {
        _environment = environment;
        _settings = settings;
        _labelColumnName = labelColumnName;
    }

    /// <summary>Finds the threshold in one pass over the data.</summary>
    /// <param name="input">Held-out data with logits and labels.</param>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A column is missing or has the wrong type, the logits have one class, the number of labels differs from the number of classes, or a
    /// value of the keys is neither the name nor the number of a class.
    /// </exception>
    /// <exception cref="InvalidOperationException">A label is not a class of its row.</exception>
    public RejectAboveTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var held = new HeldOutRows(
            _environment, RejectAboveSettings.Stage, input, ScoresInput.Find(input.Schema, _settings.Columns.InputColumnName, RejectAboveSettings.Stage),
            _labelColumnName, _settings.ClassAxis, _settings.Labels, nameof(RejectAboveOptions));
        ConfidentRows rows = held.Read(() => new ConfidentRows(held.Shape.ClassCount));
        RejectAboveFit fit = ErrorRateControl.Fit(
            rows.Correct, rows.Wrong, _settings.MaximumErrorRate, _settings.Confidence, rows.Counts.RowsLeftOut);
        if (fit.RowsAccepted == 0)
        {
            _environment.Warn(RejectAboveSettings.Stage, FormattableString.Invariant(
                $"{RejectAboveSettings.Stage}: no threshold keeps the error rate at or below {_settings.MaximumErrorRate} with a confidence of ") +
                FormattableString.Invariant($"{_settings.Confidence}: the lowest bound of {fit.RowsUsed} rows is {fit.ErrorRateBound:0.####}. Every row gets ") +
                $"the missing key. Fit on more held-out rows (at least {ErrorRateControl.RowsNeeded(_settings.MaximumErrorRate, _settings.Confidence)} " +
                $"must be accepted without an error), or raise {nameof(RejectAboveOptions.MaximumErrorRate)}.");
        }

        return new RejectAboveTransformer(_environment, _settings, fit, held.Warnings, held.Probabilities);
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
        SchemaShape.Column logits = ScoresInput.Find(inputSchema, _settings.Columns.InputColumnName, RejectAboveSettings.Stage);
        bool isTensor = _settings.ClassAxis is not null;
        LabelInput.Find(inputSchema, _labelColumnName, RejectAboveSettings.Stage, isTensor);
        return inputSchema.With([LabelBinding.Shape(_settings.Columns.OutputColumnName, logits, _settings.Labels is not null, isTensor)]);
    }
}
