using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet.OnnxRuntime;

/// <summary>Scores rows with an ONNX model: columns go in, the model's outputs come out as others.</summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// ### Estimator Characteristics
/// |  |  |
/// | -- | -- |
/// | Does this estimator need to look at the data to train its parameters? | No |
/// | Input column data type | Vector of the type nearest to the model's input, dense or sparse, of known or unknown size; a scalar where a row has one element |
/// | Output column data type | Vector of the type nearest to the model's output, in its shape without the batch axis |
/// | Required NuGet in addition to Microsoft.ML | LseMlNet.OnnxRuntime, and Microsoft.ML.OnnxRuntime (CPU) or Microsoft.ML.OnnxRuntime.Gpu for the native library |
/// | Exportable to ONNX | No |
/// ]]></format>
/// <para><b>Names.</b> Column names are the pipeline's. The model's input is its only one; where it has several, the one called as the
/// input column, or the one that <see cref="OnnxScoringOptions.ModelInputName"/> names. The same holds for its output. More inputs and
/// outputs are named by <see cref="OnnxScoringOptions.AdditionalInputs"/> and <see cref="OnnxScoringOptions.AdditionalOutputs"/>; an input
/// that no column is named for is not fed, and a model that needs it cannot be scored.</para>
/// <para><b>Types.</b> A tensor of Float, Double, Bool, or an integer of 8 to 64 bits is a column of that type. One of Float16 or BFloat16
/// is a column of Single, which has each of their values; on the way in, a value is rounded to the nearest, and a finite one beyond their
/// range is an error. Strings, sequences and maps are refused.</para>
/// <para><b>Shapes.</b> A first dimension that is dynamic or 1 is the batch axis: a row does not have it. A model input of
/// [batch,1,28,28] or of [1,1,28,28] takes vectors of 784 elements, in row-major order and of any vector shape; other dynamic
/// dimensions of an input get their size by <see cref="OnnxScoringOptions.DimensionSizes"/>. A model output of [batch,10] or of [1,10] becomes a vector of 10. An output with a dimension that the model does not
/// state, or with no shape at all, becomes a vector of unknown size.</para>
/// <para><b>Rows.</b> In a sparse row, an element that is not stored is fed as 0. The output is dense and carries no annotations.</para>
/// <para><b>Batches.</b> A cursor that is asked for a score reads up to <see cref="OnnxScoringTransformer.BatchSize"/> rows ahead, keeps
/// the values of the columns that were asked for, and scores these rows at once; nothing is scored where nobody reads the output column.
/// Order, row ids and the other columns are as without; what is wrong with a row is said when that row is read. Parallel cursors have a
/// batch each; ML.NET reads from such sets where later stages gain by it, and this stage does where
/// <see cref="OnnxScoringOptions.IntraOpThreads"/> leaves processors idle. Such a set is read ahead on other threads: what is wrong with a
/// row ends the whole pass, somewhat before that row, inside an exception of ML.NET's; end the pass before you dispose the transformer. A column that cannot be
/// read takes the scores of its row with it. A prediction engine scores its row alone. A column whose values are neither numbers, texts, times nor vectors of them, such as
/// a picture, cannot be kept: rows are scored one by one while it is asked for. The model is taken to treat each row by itself;
/// one that does not, such as a quantized one that finds its scales at run time, gives other scores in other batches, and wants a batch
/// size of 1.</para>
/// <para><b>Life.</b> The model is read when the estimator is made, and saved within the pipeline: no file is needed to load it, unless
/// <see cref="OnnxScoringOptions.EmbedModel"/> is false. Each call of <see cref="Fit"/> returns a
/// transformer with a session of its own, which the caller disposes.</para>
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

    /// <summary>Checks that the input column is there and is what the model takes. No data are read, and the model does not run.</summary>
    /// <param name="input">Data with the input column.</param>
    /// <returns>A transformer that the caller disposes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The input column is missing, or is no vector of the element type and size that the model takes.
    /// </exception>
    public OnnxScoringTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ModelInput.Find(input.Schema, _model);

        // The session that checked the model serves the first transformer: most estimators are fitted once. Later ones open their
        // own, so that disposing one does not end the others.
        return new OnnxScoringTransformer(_environment, Interlocked.Increment(ref _fits) == 1 ? _model : _model.Reopen());
    }

    /// <summary>The shape of the schema that the transformer will produce, for the pipeline to check its later stages by.</summary>
    /// <param name="inputSchema">The shape of the schema before this stage.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inputSchema"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The input column is missing, or is no vector of the element type that the model takes.
    /// </exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ModelInput.Check(inputSchema, _model);
        return inputSchema.With(_model.Outputs.Zip(_model.Settings.Outputs, (output, column) => SchemaShapes.Column(
            column.ColumnName, output.RowLength == 0 ? VectorKind.VariableVector : VectorKind.Vector, output.Element.ItemType)));
    }
}
