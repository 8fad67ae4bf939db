using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>
/// Finds the threshold of prediction sets that contain the true class of a new row with a promised
/// probability (split conformal prediction).
/// </summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// ### Estimator Characteristics
/// |  |  |
/// | -- | -- |
/// | Does this estimator need to look at the data to train its parameters? | Yes: it makes one pass |
/// | Input column data type | Vector of [System.Single](xref:System.Single) or [System.Double](xref:System.Double), dense or sparse, of known size, of any shape; Fit also reads the label, a key |
/// | Output column data type | Vector of variable size of [keys](xref:Microsoft.ML.Data.KeyDataViewType) of [System.UInt32](xref:System.UInt32), most probable first; with a class axis, a vector of the shape of the input |
/// | Required NuGet in addition to Microsoft.ML | LseMlNet |
/// | Exportable to ONNX | No: sets differ in size |
/// ]]></format>
/// <para>The promise: a set contains the true class with a probability of at least <see cref="PredictionSetOptions.Coverage"/>,
/// whatever the model and the data are, if the rows of Fit and the new row are exchangeable, for example independent rows from one
/// source, and the model was not trained on them. The probability is over both the rows of Fit and the new row, so it is the share
/// over many fits. The share over many new rows after one fit on n rows varies around it, by about √(c(1−c)/n). V. Vovk, A.
/// Gammerman and G. Shafer, <i>Algorithmic Learning in a Random World</i>, 2005; A. N. Angelopoulos and S. Bates, <i>Conformal
/// Prediction: A Gentle Introduction</i>, 2023.</para>
/// <para>Fit computes the score of the true class of each row. The threshold is the ⌈(n+1)·coverage⌉-th lowest score, computed with
/// exact arithmetic. A set contains all classes whose score is not above the threshold. Scores are computed from the logits in
/// double precision, without an epsilon. Rows with equal scores can only raise the coverage. For
/// <see cref="PredictionSetScore.Aps"/> and <see cref="PredictionSetScore.Raps"/>, the score of the most probable class is the same
/// in all rows, so that no set is empty. If the accuracy is above the requested coverage, the coverage of the sets is too.
/// <see cref="PredictionSetOptions.Randomized"/> avoids both effects.</para>
/// <para>With n below c/(1−c), no threshold keeps the promise: each set then contains all classes, and a warning reports this. With
/// <see cref="PredictionSetOptions.ClassConditional"/>, the same holds for the rows of each class (Mondrian conformal prediction).
/// Fit leaves out rows without a softmax (NaN, +∞ or only −∞) and rows without a label, counts them, and logs a warning. With a
/// class axis, each position is a row; positions of one tensor depend on each other, so the promise is for a random position of a
/// random tensor, and needs many tensors.</para>
/// <para>The set of a row without a softmax is empty. It counts such rows, and a warning at the end of each pass reports how many there
/// were. The key values are the given labels; without labels, they are the TrainingLabelValues of the logits, otherwise their SlotNames,
/// otherwise the numbers of the classes as text, starting at 0. Fit keeps 8 bytes for each row.</para>
/// </remarks>
/// <seealso cref="PredictionSetCatalog.PredictionSet(TransformsCatalog, string, string, string, double)"/>
/// <seealso cref="EvaluatePredictionSetsCatalog"/>
public sealed class PredictionSetEstimator : IEstimator<PredictionSetTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly PredictionSetSettings _settings;
    private readonly string _labelColumnName;

    internal PredictionSetEstimator(IHostEnvironment environment, PredictionSetSettings settings, string labelColumnName)
    {
        _environment = environment;
        _settings = settings;
        _labelColumnName = labelColumnName;
    }

    /// <summary>Finds the threshold, or the threshold of each class, in one pass over the data.</summary>
    /// <param name="input">Held-out data with logits and labels.</param>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A column is missing or has the wrong type, the logits have one class, the number of labels differs from the number of classes, or a
    /// value of the keys is neither the name nor the number of a class.
    /// </exception>
    /// <exception cref="InvalidOperationException">A label is not a class of its row.</exception>
    public PredictionSetTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var rows = new HeldOutRows(
            _environment, PredictionSetSettings.Stage, input, ScoresInput.Find(input.Schema, _settings.Columns.InputColumnName, PredictionSetSettings.Stage),
            _labelColumnName, _settings.ClassAxis, _settings.Labels, nameof(PredictionSetOptions));
        CalibrationScores scores = rows.Read(() => new CalibrationScores(_settings.Rule, rows.Shape.ClassCount, _settings.IsClassConditional));
        PredictionSetThreshold[] thresholds = scores.Thresholds(_settings.Coverage);
        WarnAboutFewRows(thresholds);
        var fit = new PredictionSetFit(rows.Shape.ClassCount, thresholds, scores.Counts.RowsLeftOut);
        return new PredictionSetTransformer(_environment, _settings, fit, rows.Warnings, rows.Probabilities);
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
        SchemaShape.Column logits = ScoresInput.Find(inputSchema, _settings.Columns.InputColumnName, PredictionSetSettings.Stage);
        LabelInput.Find(inputSchema, _labelColumnName, PredictionSetSettings.Stage, isTensor: _settings.ClassAxis is not null);
        return inputSchema.With(
        [
            SchemaShapes.Column(
                _settings.Columns.OutputColumnName, _settings.ClassAxis is null ? VectorKind.VariableVector : VectorKind.Vector,
                NumberDataViewType.UInt32, isKey: true, new SchemaShape([LabelValues.Shape(logits, _settings.Labels is not null)])),
        ]);
    }

    private void WarnAboutFewRows(PredictionSetThreshold[] thresholds)
    {
        int first = Array.FindIndex(thresholds, threshold => !threshold.HasEnoughRows);
        if (first < 0)
        {
            return;
        }

        string found = _settings.IsClassConditional
            ? $"there are too few rows for {thresholds.Count(threshold => !threshold.HasEnoughRows)} of {thresholds.Length} classes, such as class " +
                $"{first} (counted from 0) with {thresholds[first].RowsUsed}; such classes are in every set"
            : $"{thresholds[0].RowsUsed} rows are too few; every set contains all classes";
        _environment.Warn(
            PredictionSetSettings.Stage,
            FormattableString.Invariant(
                $"{PredictionSetSettings.Stage}: {found}. A coverage of {_settings.Coverage} needs {PredictionSetThreshold.RowsNeeded(_settings.Coverage)} rows") +
            $"{(_settings.IsClassConditional ? " of each class" : "")}. Fit on more held-out rows, or lower {nameof(PredictionSetOptions.Coverage)}.");
    }
}
