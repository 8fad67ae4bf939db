using LseMlNet.Interop;
using LseMlNet.OnnxRuntime;

namespace Microsoft.ML;

/// <summary>Adds ScoreOnnxModel to <see cref="MLContext.Transforms"/>.</summary>
public static class OnnxScoringCatalog
{
    /// <summary>Scores rows with an ONNX model: adds what the model makes of a column.</summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">
    /// The column to add: a vector of the type nearest to the model's, in the shape of the model's output without the batch axis. It
    /// replaces a column of the same name. Where the model has several outputs, this names the one that is taken.
    /// </param>
    /// <param name="inputColumnName">
    /// The column that is fed to the model: a vector with as many elements as the model takes for one row. Null means
    /// <paramref name="outputColumnName"/>. Where the model has several inputs, this names the one that is fed.
    /// </param>
    /// <param name="modelFile">The path of the ONNX model; it is read now, and not needed afterwards.</param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="catalog"/>, <paramref name="outputColumnName"/> or <paramref name="modelFile"/> is null.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="outputColumnName"/> or <paramref name="modelFile"/> is empty, or the model has several inputs or outputs and none is
    /// called as the column.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">The file is no ONNX model that ONNX Runtime can open.</exception>
    /// <exception cref="NotSupportedException">
    /// The model's input or output is no tensor of numbers or Booleans, a dimension of the input other than the first is dynamic, or the
    /// model has weights in files beside it or 2 GB and more.
    /// </exception>
    /// <exception cref="DllNotFoundException">The application has no native library of ONNX Runtime.</exception>
    public static OnnxScoringEstimator ScoreOnnxModel(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName, string modelFile) =>
        ScoreOnnxModel(catalog, Options(outputColumnName, inputColumnName, modelFile));

    /// <inheritdoc cref="ScoreOnnxModel(TransformsCatalog, string, string, string)"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">The column to add, a vector; see <see cref="ScoreOnnxModel(TransformsCatalog, string, string, string)"/>.</param>
    /// <param name="inputColumnName">The column that is fed to the model. Null means <paramref name="outputColumnName"/>.</param>
    /// <param name="modelFile">The path of the ONNX model; it is read now, and not needed afterwards.</param>
    /// <param name="batchSize">How many rows are scored at once; see <see cref="OnnxScoringOptions.BatchSize"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is less than 1 or more than 65,536.</exception>
    public static OnnxScoringEstimator ScoreOnnxModel(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName, string modelFile, int batchSize)
    {
        OnnxScoringOptions options = Options(outputColumnName, inputColumnName, modelFile);
        options.BatchSize = batchSize;
        return ScoreOnnxModel(catalog, options);
    }

    /// <summary>Scores rows with an ONNX model of several inputs or outputs, whose names are those of the columns.</summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnNames">The columns to add, and the model's outputs that they are; at least one.</param>
    /// <param name="inputColumnNames">The columns that are fed to the model, and its inputs; at least one.</param>
    /// <param name="modelFile">The path of the ONNX model; it is read now, and not needed afterwards.</param>
    /// <inheritdoc cref="ScoreOnnxModel(TransformsCatalog, string, string, string)" path="/exception"/>
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

    /// <inheritdoc cref="ScoreOnnxModel(TransformsCatalog, string, string, string)"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="options">Columns, the model, what of the model is used, and how it runs.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="options"/> or its output column is null.</exception>
    /// <exception cref="ArgumentException">
    /// Not one of ModelFile and ModelBytes is given, or the model has no such input, output or dynamic dimension, or one is named twice.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1, or more than is allowed.</exception>
    /// <exception cref="InvalidOperationException">The session options that ConfigureSession asks for cannot be set.</exception>
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
            throw new ArgumentException($"ScoreOnnxModel: {parameter} has {(names.Length == 0 ? "no name" : "an empty name")}; wanted one name or more. " +
                "Give the names of columns that the model has.", parameter);
        }
    }
}
