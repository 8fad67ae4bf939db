using LseMlNet;
using LseMlNet.Images;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds PreprocessImages to <see cref="MLContext.Transforms"/>.</summary>
public static class PreprocessImagesCatalog
{
    /// <summary>Turns pictures into the values that a model expects, prepared in the same way as for its training.</summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">
    /// The column to add: a vector of Single with the dimensions [channels, height, width], or [height, width, channels] as
    /// <see cref="ImagePreprocessingOptions.Layout"/> specifies. It replaces a column of the same name.
    /// </param>
    /// <param name="inputColumnName">
    /// The column of pictures: paths of files (text), pictures (MLImage), or the contents of files (a vector of Byte). Null means
    /// <paramref name="outputColumnName"/>.
    /// </param>
    /// <param name="options">How to prepare a picture. The options are copied.</param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="catalog"/>, <paramref name="outputColumnName"/> or <paramref name="options"/> is null.
    /// </exception>
    /// <exception cref="ArgumentException">A column name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range, or contradicts another one.</exception>
    /// <example>
    /// <code>
    /// var options = new ImagePreprocessingOptions { Width = 28, Height = 28, Channels = ImageChannels.Gray, Scale = [1 / 255f] };
    /// var pipeline = ml.Transforms.PreprocessImages("Pixels", "File", options)
    ///     .Append(ml.Transforms.ScoreOnnxModel("Logits", "Pixels", "model.onnx"))
    ///     .Append(ml.Transforms.Softmax("Probabilities", "Logits"));
    /// </code>
    /// </example>
    public static PreprocessImagesEstimator PreprocessImages(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName, ImagePreprocessingOptions options) =>
        new(catalog.Environment(), ColumnPairs.Single(outputColumnName, inputColumnName)[0], new ImagePreparation(options));

    /// <inheritdoc cref="PreprocessImages(TransformsCatalog, string, string, ImagePreprocessingOptions)" path="/summary"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">The column to add: a vector of Single with the dimensions [3, 224, 224].</param>
    /// <param name="inputColumnName">The column of pictures. Null means <paramref name="outputColumnName"/>.</param>
    /// <param name="preset">The name of a preset, such as imagenet; see <see cref="ImagePreprocessingOptions.FromPreset"/>.</param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="catalog"/>, <paramref name="outputColumnName"/> or <paramref name="preset"/> is null.
    /// </exception>
    /// <exception cref="ArgumentException">A column name is empty, or there is no preset of this name.</exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.PreprocessImages("Pixels", "File", "imagenet")
    ///     .Append(ml.Transforms.ScoreOnnxModel("Logits", "Pixels", "resnet.onnx"));
    /// </code>
    /// </example>
    public static PreprocessImagesEstimator PreprocessImages(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName, string preset) =>
        catalog.PreprocessImages(outputColumnName, inputColumnName, ImagePreprocessingOptions.FromPreset(preset));
}
