using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Scores rows with an ONNX model: feeds columns to the model, and adds the model's outputs as other columns.</summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// ### Estimator Characteristics
/// |  |  |
/// | -- | -- |
/// | Does this estimator need to look at the data to train its parameters? | No |
/// | Input column data type | Vector, dense or sparse, of known or unknown size, of the type nearest to that of the model's input; or a scalar, if a row has one element |
/// | Output column data type | Vector of the type nearest to that of the model's output, in its shape without the batch axis; a key or text for a label |
/// | Required NuGet in addition to Microsoft.ML | LseMlNet.OnnxRuntime, and Microsoft.ML.OnnxRuntime (CPU) or Microsoft.ML.OnnxRuntime.Gpu for the native library |
/// | Exportable to ONNX | No |
/// ]]></format>
/// <para><b>Names.</b> Column names belong to the pipeline, not to the model. If the model has only one input, the input column is fed to
/// it. If it has several, the column is fed to the input with the same name, or to the one that
/// <see cref="OnnxScoringOptions.ModelInputName"/> specifies. The same applies to outputs.
/// <see cref="OnnxScoringOptions.AdditionalInputs"/>
/// and <see cref="OnnxScoringOptions.AdditionalOutputs"/> name further inputs and outputs. An input without a column is not fed; a model
/// that requires it fails when a row is scored.</para>
/// <para><b>Types.</b> A tensor of Float, Double, Bool or an integer type of 8 to 64 bits corresponds to a column of the same type. A
/// tensor of Float16 or BFloat16 corresponds to a column of Single, which represents all of their values exactly. An input value is
/// rounded to the nearest value of the tensor's type. A finite value beyond the range of that type is an error. A column of Single
/// with whole numbers, such as pixels, also fits a tensor of integers; a value with a fraction is an error. An input cannot be a
/// tensor of strings, a sequence or a map.</para>
/// <para><b>Labels and maps.</b> Converters of classical models write a label and a sequence of maps from classes to probabilities (the
/// operator ZipMap). The maps become a vector of Single, whose SlotNames and TrainingLabelValues are the keys of the maps. An output of one
/// string or one Int64 becomes a key whose KeyValues are the classes that the model names, or, for a string without known classes, text. An
/// output of several strings becomes a vector of text. Other sequences and maps are not supported.</para>
/// <para><b>Shapes.</b> A first dimension that is dynamic or 1 is the batch axis, which a row does not have. A model input of
/// [batch,1,28,28] or [1,1,28,28] accepts vectors of 784 elements in row-major order. If the column has a shape too, the two shapes must
/// be equal except for axes of 1: a column of 3x224x224 does not fit a model that expects [batch,224,224,3]. A vector of one dimension
/// fits if its size is right. <see cref="OnnxScoringOptions.DimensionSizes"/> sets the sizes of other dynamic dimensions of an input. A
/// model output of [batch,10] or [1,10] becomes a vector of 10. An output with a dimension of unknown size, or without a stated shape,
/// becomes a vector of unknown size.</para>
/// <para><b>Rows.</b> Elements that a sparse row does not store are fed as 0. The output is dense.</para>
/// <para><b>Probabilities.</b> If the model ends in Softmax or Sigmoid, the log gets one warning, and the column is marked as
/// probabilities (ScoreValueKind), which later stages respect. <see cref="OnnxScoringOptions.ModelOutputName"/> can name the tensor
/// inside the model that holds the logits.</para>
/// <para><b>Batches.</b> When a score is read, the cursor reads up to <see cref="OnnxScoringTransformer.BatchSize"/> rows ahead, copies the
/// values of the requested columns, and scores these rows at once. Nothing is scored unless the output column is read. The order of the
/// rows, their ids and the other columns are the same as without batches, and an error in a row is thrown when that row is read. If a
/// column of a row cannot be read, neither can the row's scores. Only numbers, text, times and vectors of these can be copied. While a
/// column of another type, such as pictures, is requested, rows are scored one at a time. A prediction engine also scores one row at a
/// time.</para>
/// <para><b>Parallel cursors.</b> Each parallel cursor has its own batch. ML.NET uses parallel cursors if later stages benefit from them,
/// and this stage uses them if <see cref="OnnxScoringOptions.IntraOpThreads"/> leaves processors idle. Parallel cursors read ahead on other
/// threads: an error in a row ends the whole pass slightly before that row is reached, and ML.NET wraps the exception in one of its own.
/// Disposing the transformer during the pass has the same effect.</para>
/// <para><b>Independent rows.</b> A batch returns the scores that a prediction engine returns. Before the first batch is returned, two
/// different rows are scored together, separately and swapped. If their scores differ by more than rounding, as in a model that
/// normalizes over the batch, rows are scored one at a time, and a warning in the log explains why. The same applies to dynamically
/// quantized models. Rounding may depend on the number of rows: it may change a score by up to 0.0001 of the largest score, or 0.01
/// for Float16 and 0.08 for BFloat16.</para>
/// <para><b>Lifetime.</b> The model is read when the estimator is created, and saved with the pipeline, so loading the pipeline needs no
/// other file unless <see cref="OnnxScoringOptions.EmbedModel"/> is false. Each call of <see cref="Fit"/> returns a transformer that owns a
/// session and must be disposed by the caller.</para>
/// </remarks>
/// <seealso cref="OnnxScoringCatalog.ScoreOnnxModel(TransformsCatalog, string, string, string)"/>
public sealed class OnnxScoringEstimator : IEstimator<OnnxScoringTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly OnnxModel _model;
    private int _fits;

    internal OnnxScoringEstimator(IHostEnvironment environment, OnnxModel model)
    {
        _environment = environment;
        _model = model;
    }

    /// <summary>
    /// The class names that are stored in the model, in the order of the classes, for <c>NameClasses</c>; null if there are none. They come
    /// from the metadata id2label, label_names, class_names, labels, classes or names, as exporters write them, from the slot names that
    /// ML.NET writes, or from the classes of a classifier node.
    /// </summary>
    /// <example>
    /// <code>
    /// var score = ml.Transforms.ScoreOnnxModel("Logits", "Pixels", "model.onnx");
    /// var pipeline = score.Append(ml.Transforms.NameClasses("Logits", score.ClassNames!));
    /// </code>
    /// </example>
    public IReadOnlyList<string>? ClassNames => _model.ClassNames?.AsReadOnly();

    /// <summary>
    /// The operator that turns logits into the probabilities that the model returns, Softmax or Sigmoid; null if there is none.
    /// </summary>
    public string? FinalOperator => _model.Activations[0]?.Operator;

    /// <summary>
    /// The tensor inside the model that <see cref="FinalOperator"/> reads: the logits, for
    /// <see cref="OnnxScoringOptions.ModelOutputName"/>. Null if there is no such operator.
    /// </summary>
    public string? LogitsTensorName => _model.Activations[0]?.Logits;

    /// <summary>Checks that the input columns exist and fit the model. Reads no data, and does not run the model.</summary>
    /// <param name="input">Data with the input columns.</param>
    /// <returns>A transformer, which the caller disposes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An input column is missing, or is not a vector of the item type, size and shape that the model expects.
    /// </exception>
    public OnnxScoringTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ModelInputColumns.Find(input.Schema, _model);

        // The first transformer takes over the session that was opened to check the model, because most estimators are fitted once. Later
        // transformers open their own sessions, so that disposing one transformer does not affect the others.
        return new OnnxScoringTransformer(_environment, Interlocked.Increment(ref _fits) == 1 ? _model : _model.Reopen());
    }

    /// <summary>
    /// Returns the shape of the schema that the transformer will produce, which the pipeline uses to check its later stages.
    /// </summary>
    /// <param name="inputSchema">The shape of the schema before this stage.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inputSchema"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An input column is missing, or is not a vector of the item type that the model expects.
    /// </exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ModelInputColumns.Check(inputSchema, _model);
        return inputSchema.With(_model.OutputColumns.Select(column => column.Shape()));
    }
}
