using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace LseMlNet.Images;

/// <summary>A view of pixels in memory that another object owns: four bytes each, with the colors multiplied by alpha.</summary>
/// <param name="bytes">The rows, one after another.</param>
/// <param name="width">The width in pixels.</param>
/// <param name="height">The height in pixels.</param>
/// <param name="isBgra">Whether the first byte is blue and not red.</param>
/// <param name="isOpaque">Whether every alpha is 255.</param>
internal readonly ref struct PixelView(ReadOnlySpan<byte> bytes, int width, int height, bool isBgra, bool isOpaque)
{
    public const int BytesPerPixel = 4;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Width => width;

    public int Height => height;

    public bool IsBgra => isBgra;

    public bool IsOpaque => isOpaque;

    /// <summary>How the picture was scaled down while it was decoded.</summary>
    public Reduction Reduction { get; init; } = Reduction.None(width, height);

    /// <summary>Returns a part of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Row(int y, int left, int count) => _bytes.Slice((y * width + left) * BytesPerPixel, count * BytesPerPixel);

    /// <summary>Copies the pixels.</summary>
    public MLImage ToMLImage() => MLImage.CreateFromPixels(width, height, isBgra ? MLPixelFormat.Bgra32 : MLPixelFormat.Rgba32, _bytes);
}
