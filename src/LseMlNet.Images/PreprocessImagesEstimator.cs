using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet.Images;

/// <summary>Turns pictures into the values that a model expects.</summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// ### Estimator Characteristics
/// |  |  |
/// | -- | -- |
/// | Does this estimator need to look at the data to train its parameters? | No |
/// | Input column data type | Text (the path of a file), [MLImage](xref:Microsoft.ML.Data.MLImage), or a vector of [System.Byte](xref:System.Byte) (the content of a file) |
/// | Output column data type | Vector of [System.Single](xref:System.Single), or [System.Byte](xref:System.Byte) if AsBytes is set, with the dimensions [channels, height, width] or [height, width, channels] |
/// | Required NuGet in addition to Microsoft.ML | LseMlNet.Images |
/// | Exportable to ONNX | No |
/// ]]></format>
/// <para><b>Files.</b> The stage reads PNG, JPEG, WebP, GIF (the first frame), BMP, ICO and WBMP, which it recognizes by their
/// content. Pictures of 16 bits per channel, with a palette, in gray, in CMYK and with transparency are converted. EXIF orientation is
/// applied; color profiles are ignored. A relative path is relative to the current directory. An <c>MLImage</c> is used as it is:
/// LoadImages does not turn pictures upright.</para>
/// <para><b>Values.</b> <see cref="ImagePreprocessingOptions"/> describes how the values are computed. For the same file, they differ on
/// average by less than one level of 255 from those that Pillow and NumPy compute.</para>
/// <para><b>Pictures that cannot be read.</b> <see cref="ImagePreprocessingOptions.UnreadableImages"/> chooses between an exception and
/// NaN. <see cref="PreprocessImagesTransformer.UnreadableImageCount"/> counts these pictures.</para>
/// <para><b>Parallel cursors.</b> ML.NET reads ahead in several threads, one cursor in each. An exception is then thrown before its row is
/// reached, wrapped in one of ML.NET's.</para>
/// <para><b>Memory.</b> Each cursor has memory for one picture, which grows to the size of the largest. No memory is kept per row.</para>
/// </remarks>
/// <seealso cref="PreprocessImagesCatalog.PreprocessImages(TransformsCatalog, string, string, ImagePreprocessingOptions)"/>
public sealed class PreprocessImagesEstimator : RowStageEstimator<PreprocessImagesTransformer>
{
    internal PreprocessImagesEstimator(IHostEnvironment environment, InputOutputColumnPair columns, ImagePreparation preparation)
        : base(new PreprocessImagesTransformer(environment, columns, preparation))
    {
    }

    private protected override IEnumerable<SchemaShape.Column> OutputColumns(SchemaShape inputSchema)
    {
        ImageInput.Check(inputSchema, Transformer.InputColumnName);
        return [SchemaShapes.Column(Transformer.OutputColumnName, VectorKind.Vector, Transformer.ItemType)];
    }
}
