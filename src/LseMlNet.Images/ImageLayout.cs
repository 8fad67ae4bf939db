namespace LseMlNet.Images;

/// <summary>The order of the axes of the vector that a model takes.</summary>
public enum ImageLayout
{
    /// <summary>A plane for each channel: [channels, height, width]. PyTorch and most ONNX models.</summary>
    ChannelsFirst = 0,

    /// <summary>The channels of a pixel side by side: [height, width, channels]. TensorFlow and Keras.</summary>
    ChannelsLast = 1,
}
