namespace LseMlNet.Images;

/// <summary>Turns the pixels of a picture into the values that a model expects. No instance may be used by two threads at once.</summary>
internal sealed class ImagePreparer
{
    private const int Levels = 256;

    // The weights of red, green and blue, as parts of 65,536. They add up to exactly 65,536, so a gray pixel keeps its value.
    private const int RedPart = 19_595;
    private const int GreenPart = 38_470;
    private const int BluePart = 7_471;

    private readonly ImagePreparation _preparation;
    private readonly Resampler _resampler = new();
    // The value for each of the 256 levels of a pixel, channel by channel.
    private readonly float[] _values;
    private readonly byte _background;
    private byte[] _pixels = [];

    public ImagePreparer(ImagePreparation preparation)
    {
        _preparation = preparation;
        _background = preparation.Background == ImageBackground.White ? byte.MaxValue : (byte)0;
        _values = new float[preparation.ChannelCount * Levels];
        for (int i = 0; i < _values.Length; i++)
        {
            (int channel, int level) = Math.DivRem(i, Levels);
            _values[i] = (level - preparation.Mean[channel]) * preparation.Scale[channel];
        }
    }

    /// <summary>Writes the values of an upright picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="values">The destination, which has <see cref="ImagePreparation.Length"/> values.</param>
    public void Prepare(in PixelView picture, Span<float> values)
    {
        Placement placement = Placement.Of(_preparation, picture.Reduction.Width, picture.Reduction.Height);
        int length = placement.Width * placement.Height * PixelView.BytesPerPixel;
        if (_pixels.Length < length)
        {
            _pixels = new byte[length];
        }

        Span<byte> pixels = _pixels.AsSpan(0, length);
        _resampler.Scale(picture, picture.Reduction.ToDecoded(placement.Source), placement.Width, placement.Height, _preparation.Filter, pixels);
        if (!picture.IsOpaque)
        {
            DrawOnBackground(pixels);
        }

        if ((placement.Width, placement.Height) != (_preparation.Width, _preparation.Height))
        {
            FillWithBackground(values);
        }

        (int red, int blue) = picture.IsBgra ? (2, 0) : (0, 2);
        if (_preparation.Channels == ImageChannels.Gray)
        {
            WriteGray(placement, pixels, red, blue, values);
            return;
        }

        ReadOnlySpan<int> bytes = _preparation.Channels == ImageChannels.Rgb ? [red, 1, blue] : [blue, 1, red];
        for (int channel = 0; channel < bytes.Length; channel++)
        {
            WriteChannel(placement, pixels, bytes[channel], channel, values);
        }
    }

    // The colors are already multiplied by alpha.
    private void DrawOnBackground(Span<byte> pixels)
    {
        if (_background == 0)
        {
            return;
        }

        for (int i = 0; i < pixels.Length; i += PixelView.BytesPerPixel)
        {
            int rest = _background - pixels[i + 3];
            for (int channel = 0; channel < 3; channel++)
            {
                pixels[i + channel] = (byte)Math.Min(byte.MaxValue, pixels[i + channel] + rest);
            }
        }
    }

    private void FillWithBackground(Span<float> values)
    {
        int channels = _preparation.ChannelCount, plane = _preparation.Width * _preparation.Height;
        for (int i = 0; i < values.Length; i++)
        {
            int channel = _preparation.Layout == ImageLayout.ChannelsFirst ? i / plane : i % channels;
            values[i] = _values[channel * Levels + _background];
        }
    }

    private void WriteGray(in Placement placement, ReadOnlySpan<byte> pixels, int red, int blue, Span<float> values)
    {
        for (int y = 0; y < placement.Height; y++)
        {
            Span<float> row = values.Slice((placement.Top + y) * _preparation.Width + placement.Left, placement.Width);
            ReadOnlySpan<byte> source = pixels.Slice(
                y * placement.Width * PixelView.BytesPerPixel, placement.Width * PixelView.BytesPerPixel);
            for (int x = 0; x < row.Length; x++)
            {
                ReadOnlySpan<byte> pixel = source.Slice(x * PixelView.BytesPerPixel, PixelView.BytesPerPixel);
                row[x] = _values[(pixel[red] * RedPart + pixel[1] * GreenPart + pixel[blue] * BluePart + (1 << 15)) >> 16];
            }
        }
    }

    private void WriteChannel(in Placement placement, ReadOnlySpan<byte> pixels, int at, int channel, Span<float> values)
    {
        (int first, int step) = _preparation.Layout == ImageLayout.ChannelsFirst
            ? (channel * _preparation.Width * _preparation.Height, 1)
            : (channel, _preparation.ChannelCount);
        ReadOnlySpan<float> levels = _values.AsSpan(channel * Levels, Levels);
        for (int y = 0; y < placement.Height; y++)
        {
            int to = first + ((placement.Top + y) * _preparation.Width + placement.Left) * step;
            ReadOnlySpan<byte> source = pixels.Slice(
                y * placement.Width * PixelView.BytesPerPixel, placement.Width * PixelView.BytesPerPixel);
            for (int x = at; x < source.Length; x += PixelView.BytesPerPixel, to += step)
            {
                values[to] = levels[source[x]];
            }
        }
    }
}
