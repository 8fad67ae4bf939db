namespace LseMlNet.Cli.Models;

/// <summary>What a model wants to be given: planes of (pixel − mean) × scale, where pixels are 0 to 255.</summary>
/// <param name="Size">Width and height.</param>
/// <param name="Resizing">How a picture of another shape is made to fit.</param>
/// <param name="Channels">The colours, in the model's order.</param>
/// <param name="Mean">For all channels, or for each in the model's order.</param>
/// <param name="Scale">For all channels, or for each in the model's order.</param>
internal sealed record ModelInput(PictureSize Size, Resizing Resizing, Channels Channels, ChannelValues Mean, ChannelValues Scale);
