namespace LseMlNet.Examples.ImageClassifier;

/// <summary>What a model wants to be given: planes of (pixel − mean) × scale, where pixels are 0 to 255.</summary>
/// <param name="Size">Width and height.</param>
/// <param name="Resizing">How a picture of another shape is made to fit.</param>
/// <param name="Channels">The colours, in the model's order.</param>
/// <param name="Mean">For all channels, or for each in the model's order.</param>
/// <param name="Scale">For all channels, or for each in the model's order.</param>
internal sealed record ModelInput(PictureSize Size, Resizing Resizing, Channels Channels, ChannelValues Mean, ChannelValues Scale)
{
    private int ChannelCount => Channels is Channels.Rgb or Channels.Bgr ? 3 : 1;

    /// <exception cref="UnusableInputException">There is neither one number nor one for each channel.</exception>
    public void CheckCounts()
    {
        CheckCount("mean", Mean);
        CheckCount("scale", Scale);
    }

    private void CheckCount(string name, ChannelValues values)
    {
        if (values.Count != 1 && values.Count != ChannelCount)
            throw new UnusableInputException($"{name} is {values}, {values.Count} numbers; wanted one, or one for each channel, which are {ChannelCount}");
    }
}
