namespace LseMlNet.Cli.Models;

/// <summary>What a model takes: planes of (pixel − mean) × scale, with pixels from 0 to 255.</summary>
/// <param name="Size">Width and height.</param>
/// <param name="Resizing">How to fit a picture of another shape.</param>
/// <param name="Channels">The color channels, in the model's order.</param>
/// <param name="Mean">One for all channels, or one for each.</param>
/// <param name="Scale">One for all channels, or one for each.</param>
internal sealed record ModelInput(PictureSize Size, Resizing Resizing, Channels Channels, ChannelValues Mean, ChannelValues Scale);
