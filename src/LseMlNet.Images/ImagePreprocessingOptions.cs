namespace LseMlNet.Images;

/// <summary>
/// How a picture becomes the values that a model expects. The options must match the model's training: the model cannot detect a
/// difference, and any other preprocessing gives worse answers without an error.
/// </summary>
/// <remarks>
/// <para>A picture is turned upright according to its EXIF data, fitted to the size (<see cref="Fit"/>, <see cref="ShortSide"/>,
/// <see cref="Filter"/>), drawn on <see cref="Background"/> if it is transparent, and rounded to pixels from 0 to 255, as Pillow does. Each
/// value is then (pixel − mean) × scale. Color profiles (ICC) are ignored, as they are by Pillow and by the data loaders of PyTorch and
/// TensorFlow.</para>
/// <para><see cref="FromPreset"/> returns the values of well-known models, and <see cref="FromFile"/> reads them from a
/// file that comes with many models.</para>
/// </remarks>
public sealed class ImagePreprocessingOptions
{
    /// <summary>The width that the model expects, in pixels: 1 to 10,000.</summary>
    public required int Width { get; set; }

    /// <summary>The height that the model expects, in pixels: 1 to 10,000.</summary>
    public required int Height { get; set; }

    /// <summary>How a picture of another shape is fitted: cropped by default.</summary>
    public ImageFit Fit { get; set; }

    /// <summary>
    /// With <see cref="ImageFit.Crop"/>, the length in pixels to which the short side is scaled before the area is cut from
    /// the middle, as in "resize to 256, crop to 224". It must be at least <see cref="Width"/> and <see cref="Height"/>. Null,
    /// the default, crops as little as possible.
    /// </summary>
    public int? ShortSide { get; set; }

    /// <summary>How pixels are computed: bilinear with antialiasing by default.</summary>
    public ImageFilter Filter { get; set; }

    /// <summary>The channels that the model expects: red, green, blue by default.</summary>
    public ImageChannels Channels { get; set; }

    /// <summary>The order of the axes: [channels, height, width] by default.</summary>
    public ImageLayout Layout { get; set; }

    /// <summary>
    /// What is subtracted from each pixel, in units of pixels from 0 to 255: one number for all channels, or one for each in the order of
    /// <see cref="Channels"/>. 0 by default. A mean for pixels from 0 to 1, such as 0.485, must be multiplied by 255.
    /// </summary>
    public IReadOnlyList<float> Mean { get; set; } = [0];

    /// <summary>
    /// What the difference is multiplied by: one number for all channels, or one for each. 1 by default. To divide by a standard deviation
    /// s, in units of pixels from 0 to 255, use 1 / s. No number may be 0.
    /// </summary>
    public IReadOnlyList<float> Scale { get; set; } = [1];

    /// <summary>What transparent pixels are drawn on, and what surrounds a padded picture: black by default.</summary>
    public ImageBackground Background { get; set; }

    /// <summary>
    /// Whether the values are the pixels themselves, as a vector of Byte, for models that expect uint8. <see cref="Mean"/> must then be 0
    /// and <see cref="Scale"/> 1, and a picture that cannot be read causes an exception. False by default.
    /// </summary>
    public bool AsBytes { get; set; }

    /// <summary>What happens to a picture that cannot be read: an exception by default.</summary>
    public UnreadableImageHandling UnreadableImages { get; set; }

    /// <summary>
    /// The largest number of pixels in a picture, at least 1; 100 million by default, which need 400 MB. The header is checked before
    /// anything is decoded.
    /// </summary>
    public long MaxPixels { get; set; } = ImagePreparation.DefaultMaxPixels;

    /// <summary>The names that <see cref="FromPreset"/> accepts.</summary>
    public static IReadOnlyList<string> PresetNames => ImagePresets.Names;

    /// <summary>Returns the preprocessing of a family of well-known models. The caller may change it.</summary>
    /// <param name="name">
    /// <list type="table">
    /// <listheader><term>Name</term><description>Preprocessing</description></listheader>
    /// <item><term>none</term><description>pixels from 0 to 255 in RGB, cropped as little as possible</description></item>
    /// <item><term>unit</term><description>the same, with values from 0 to 1</description></item>
    /// <item><term>symmetric</term><description>the same, with values from −1 to 1: Inception and
    /// MobileNet of TensorFlow</description></item>
    /// <item><term>imagenet</term><description>the short side scaled to 8/7 of the size (256 for 224), cropped, and normalized by the mean
    /// and standard deviation of ImageNet: torchvision and most models of PyTorch</description></item>
    /// <item><term>clip</term><description>bicubic, cropped as little as possible, and normalized as CLIP expects</description></item>
    /// <item><term>caffe</term><description>BGR minus the mean of ImageNet, not scaled: VGG and ResNet of Keras</description></item>
    /// </list>
    /// </param>
    /// <param name="width">The width that the model expects.</param>
    /// <param name="height">The height that the model expects.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no preset of this name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1 or greater than 10,000.</exception>
    public static ImagePreprocessingOptions FromPreset(string name, int width = 224, int height = 224) =>
        ImagePresets.Create(name, width, height);

    /// <summary>Reads the preprocessing from the file preprocessor_config.json of a model on the Hugging Face Hub.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">The file is not JSON, or it requires something that this class cannot express.</exception>
    public static ImagePreprocessingOptions FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return PreprocessorConfig.Read(path);
    }
}
