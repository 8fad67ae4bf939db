using LseMlNet.Interop;
using LseMlNet.OnnxRuntime;

namespace Microsoft.ML;

/// <summary>Adds ScoreOnnxModel to <see cref="MLContext.Transforms"/>.</summary>
public static class OnnxScoringCatalog
{
    /// <summary>Scores each row with an ONNX model: adds what the model makes of a column.</summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">
    /// The column to add: a vector of Single or Double, in the shape of the model's output without the batch axis. It replaces a column of
    /// the same name. Where the model has several outputs, this names the one that is taken.
    /// </param>
    /// <param name="inputColumnName">
    /// The column that is fed to the model: a vector with as many elements as the model takes for one row. Null means
    /// <paramref name="outputColumnName"/>. Where the model has several inputs, this names the one that is fed.
    /// </param>
    /// <param name="modelFile">The path of the ONNX model; it is read now, and not needed afterwards.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="outputColumnName"/> or <paramref name="modelFile"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="outputColumnName"/> or <paramref name="modelFile"/> is empty, or the model has several inputs or outputs and none is called as the column.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">The file is no ONNX model that ONNX Runtime can open.</exception>
    /// <exception cref="NotSupportedException">The model's input or output is no tensor of float or double, or a dimension of the input other than the first is dynamic.</exception>
    /// <exception cref="DllNotFoundException">The application has no native library of ONNX Runtime.</exception>
    public static OnnxScoringEstimator ScoreOnnxModel(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName, string modelFile)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(modelFile);
        return ScoreOnnxModel(catalog, new OnnxScoringOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            ModelFile = modelFile,
        });
    }

    /// <inheritdoc cref="ScoreOnnxModel(TransformsCatalog, string, string, string)"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="options">Columns, the model, and what of the model is used.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="options"/> or its output column is null.</exception>
    /// <exception cref="ArgumentException">Not one of ModelFile and ModelBytes is given, or the model has no such input or output.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is less than 1.</exception>
    public static OnnxScoringEstimator ScoreOnnxModel(this TransformsCatalog catalog, OnnxScoringOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new OnnxScoringEstimator(catalog.Environment(), ModelSource.Open(options));
    }
}
