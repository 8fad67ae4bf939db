namespace LseMlNet.Images;

/// <summary>The order of the axes of the vector that a model expects.</summary>
public enum ImageLayout
{
    /// <summary>A plane for each channel: [channels, height, width]. PyTorch and most ONNX models use this layout.</summary>
    ChannelsFirst = 0,

    /// <summary>The channels of a pixel side by side: [height, width, channels]. TensorFlow and Keras use this layout.</summary>
    ChannelsLast = 1,
}
