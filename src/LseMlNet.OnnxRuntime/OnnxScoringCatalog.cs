using LseMlNet.Interop;
using LseMlNet.OnnxRuntime;

namespace Microsoft.ML;

/// <summary>Adds ScoreOnnxModel to <see cref="MLContext.Transforms"/>.</summary>
public static class OnnxScoringCatalog
{
    /// <summary>Scores rows with an ONNX model: feeds a column to the model, and adds the model's output as another column.</summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">
    /// The column to add: a vector whose item type is nearest to the element type of the model's output, in the shape of that output
    /// without the batch axis. It replaces a column of the same name. If the model has several outputs, this is also the name of the
    /// output.
    /// </param>
    /// <param name="inputColumnName">
    /// The column to feed to the model: a vector with as many elements as one row of the model's input. Null means
    /// <paramref name="outputColumnName"/>. If the model has several inputs, this is also the name of the input.
    /// </param>
    /// <param name="modelFile">The path of the ONNX model. The file is read now and not needed later.</param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="catalog"/>, <paramref name="outputColumnName"/> or <paramref name="modelFile"/> is null.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="outputColumnName"/> or <paramref name="modelFile"/> is empty, or the model has several inputs or outputs and none
    /// has the name of the column.
    /// </exception>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="FormatException">The file is not an ONNX model that ONNX Runtime can open.</exception>
    /// <exception cref="NotSupportedException">
    /// The model's input is not a tensor of numbers or Booleans. Or its output is not such a tensor, text, or the maps of ZipMap. Or a
    /// dimension of the input other than the first is dynamic. Or the model with its weights is larger than 2 GB.
    /// </exception>
    /// <exception cref="DllNotFoundException">The application lacks the native library of ONNX Runtime.</exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.ScoreOnnxModel("Logits", "Pixels", "model.onnx")
    ///     .Append(ml.Transforms.Softmax("Probabilities", "Logits"));
    /// IDataView scored = pipeline.Fit(data).Transform(data);
    /// </code>
    /// </example>
    public static OnnxScoringEstimator ScoreOnnxModel(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName, string modelFile) =>
        ScoreOnnxModel(catalog, Options(outputColumnName, inputColumnName, modelFile));

    /// <inheritdoc cref="ScoreOnnxModel(TransformsCatalog, string, string, string)" path="/summary"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">
    /// The column to add, a vector; see <see cref="ScoreOnnxModel(TransformsCatalog, string, string, string)"/>.
    /// </param>
    /// <param name="inputColumnName">The column to feed to the model. Null means <paramref name="outputColumnName"/>.</param>
    /// <param name="modelFile">The path of the ONNX model. The file is read now and not needed later.</param>
    /// <param name="batchSize">How many rows to score at once; see <see cref="OnnxScoringOptions.BatchSize"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is less than 1 or greater than 65,536.</exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.ScoreOnnxModel("Logits", "Pixels", "model.onnx", batchSize: 16);
    /// </code>
    /// </example>
    public static OnnxScoringEstimator ScoreOnnxModel(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName, string modelFile, int batchSize)
    {
        OnnxScoringOptions options = Options(outputColumnName, inputColumnName, modelFile);
        options.BatchSize = batchSize;
        return ScoreOnnxModel(catalog, options);
    }

    /// <summary>Scores rows with an ONNX model that has several inputs or outputs. Each has the same name as its column.</summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnNames">The columns to add, which have the names of the model's outputs. At least one is required.</param>
    /// <param name="inputColumnNames">
    /// The columns to feed to the model, which have the names of the model's inputs. At least one is required.
    /// </param>
    /// <param name="modelFile">The path of the ONNX model. The file is read now and not needed later.</param>
    /// <inheritdoc cref="ScoreOnnxModel(TransformsCatalog, string, string, string)" path="/exception"/>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.ScoreOnnxModel(["scores", "boxes"], ["image", "size"], "model.onnx");
    /// </code>
    /// </example>
    public static OnnxScoringEstimator ScoreOnnxModel(
        this TransformsCatalog catalog, string[] outputColumnNames, string[] inputColumnNames, string modelFile)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        CheckNames(outputColumnNames, nameof(outputColumnNames));
        CheckNames(inputColumnNames, nameof(inputColumnNames));
        OnnxScoringOptions options = Options(outputColumnNames[0], inputColumnNames[0], modelFile);
        (options.ModelOutputName, options.ModelInputName) = (outputColumnNames[0], inputColumnNames[0]);
        options.AdditionalOutputs = [.. outputColumnNames.Skip(1).Select(name => new OnnxTensorColumn(name, name))];
        options.AdditionalInputs = [.. inputColumnNames.Skip(1).Select(name => new OnnxTensorColumn(name, name))];
        return ScoreOnnxModel(catalog, options);
    }

    /// <inheritdoc cref="ScoreOnnxModel(TransformsCatalog, string, string, string)" path="/summary"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="options">The columns, the model, which of its inputs and outputs to use, and how to run it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="options"/> or its output column is
    /// null.</exception>
    /// <exception cref="ArgumentException">
    /// Neither or both of ModelFile and ModelBytes are set. Or the model lacks a given input, output or dynamic
    /// dimension, or one of these is named twice.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1 or greater than its maximum.</exception>
    /// <exception cref="InvalidOperationException">The session options that ConfigureSession requests cannot be set.</exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.ScoreOnnxModel(new OnnxScoringOptions
    /// {
    ///     OutputColumnName = "Logits",
    ///     ModelOutputName = "logits",
    ///     InputColumnName = "Pixels",
    ///     ModelInputName = "image",
    ///     ModelBytes = File.ReadAllBytes("model.onnx"),
    ///     IntraOpThreads = 1,
    /// });
    /// </code>
    /// </example>
    public static OnnxScoringEstimator ScoreOnnxModel(this TransformsCatalog catalog, OnnxScoringOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new OnnxScoringEstimator(catalog.Environment(), ModelSource.Open(options));
    }

    private static OnnxScoringOptions Options(string outputColumnName, string? inputColumnName, string modelFile)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(modelFile);
        return new OnnxScoringOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            ModelFile = modelFile,
        };
    }

    private static void CheckNames(string[] names, string parameter)
    {
        ArgumentNullException.ThrowIfNull(names, parameter);
        if (names.Length == 0 || Array.Exists(names, string.IsNullOrEmpty))
        {
            throw new ArgumentException(
                $"ScoreOnnxModel: {parameter} has {(names.Length == 0 ? "no name" : "an empty name")}; expected one or more names. " +
                "Pass the names of the model's inputs or outputs, which are also those of the columns.", parameter);
        }
    }
}
