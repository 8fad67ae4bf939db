using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Images;

/// <summary>
/// Scales a part of a picture, first down the columns and then along the rows. The sums are floats and are rounded once, at the end;
/// Pillow, which rounds after each direction, differs by at most one level per pixel.
/// </summary>
/// <remarks>
/// The columns come first because that pass reads contiguous memory: each row of the source is read as it is, and the
/// picture that the second pass has to read is already small. No instance may be used by two threads at once; its buffers
/// grow to the size of the largest picture.
/// </remarks>
internal sealed class Resampler
{
    // For this many rows, each sum is loaded and stored only once.
    private const int RowsAtOnce = 4;

    private readonly Taps _across = new();
    private readonly Taps _down = new();
    private float[] _row = [];

    /// <summary>Computes <paramref name="width"/> x <paramref name="height"/> pixels from a part of a picture.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="box">The part of the picture.</param>
    /// <param name="width">The width of the result in pixels.</param>
    /// <param name="height">The height of the result in pixels.</param>
    /// <param name="filter">How pixels are computed.</param>
    /// <param name="result">The pixels, four bytes each, in the order of the source.</param>
    public void Scale(in PixelView source, in Box box, int width, int height, ImageFilter filter, Span<byte> result)
    {
        _across.Make(source.Width, box.Left, box.Width, width, filter);
        _down.Make(source.Height, box.Top, box.Height, height, filter);
        int first = _across.First, span = _across.Span;
        int values = span * PixelView.BytesPerPixel;
        if (_row.Length < values)
        {
            _row = new float[values];
        }

        Span<float> row = _row.AsSpan(0, values);
        for (int y = 0; y < height; y++)
        {
            ScaleDown(source, first, span, _down.Start(y), _down.Weights(y), row);
            ScaleAcross(row, first, result.Slice(y * width * PixelView.BytesPerPixel, width * PixelView.BytesPerPixel));
        }
    }

    private static unsafe void ScaleDown(in PixelView source, int left, int span, int top, ReadOnlySpan<float> weights, Span<float> sums)
    {
        sums.Clear();
        Span<float> group = stackalloc float[RowsAtOnce];
        nint stride = (nint)source.Width * PixelView.BytesPerPixel;
        fixed (float* sum = sums)
        fixed (byte* first = source.Row(top, left, span))
        {
            for (int k = 0; k < weights.Length; k += RowsAtOnce)
            {
                // Where fewer rows are left, the last one is read again, with a weight of 0.
                int last = Math.Min(RowsAtOnce, weights.Length - k) - 1;
                group.Clear();
                weights.Slice(k, last + 1).CopyTo(group);
                byte* row = first + k * stride;
                AddRows(
                    row, row + Math.Min(1, last) * stride, row + Math.Min(2, last) * stride, row + Math.Min(3, last) * stride,
                    Vector128.Create<float>(group), sum, sums.Length);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void AddRows(
        byte* first, byte* second, byte* third, byte* fourth, Vector128<float> weights, float* sums, int length)
    {
        Vector256<float> a = Vector256.Create(weights[0]), b = Vector256.Create(weights[1]), c = Vector256.Create(weights[2]),
        d = Vector256.Create(weights[3]);
        int i = 0;
        for (; i <= length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            // Two sums are used, because with one, each addition would wait for the previous one.
            Vector256<float> one = Vector256.MultiplyAddEstimate(Load(first + i), a, Vector256.Load(sums + i));
            Vector256<float> two = Load(second + i) * b;
            one = Vector256.MultiplyAddEstimate(Load(third + i), c, one);
            two = Vector256.MultiplyAddEstimate(Load(fourth + i), d, two);
            (one + two).Store(sums + i);
        }

        for (; i < length; i++)
        {
            sums[i] += first[i] * weights[0] + second[i] * weights[1] + third[i] * weights[2] + fourth[i] * weights[3];
        }
    }

    // Converts eight bytes to floats. Only the AVX2 instruction reads them from memory without shuffling,
    // which would account for half of the time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<float> Load(byte* bytes)
    {
        if (Avx2.IsSupported)
        {
            return Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(bytes));
        }

        Vector128<ushort> wide = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)bytes).AsByte());
        (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(wide);
        return Vector256.ConvertToSingle(Vector256.Create(low, high).AsInt32());
    }

    private void ScaleAcross(ReadOnlySpan<float> row, int first, Span<byte> result)
    {
        for (int x = 0; x < result.Length / PixelView.BytesPerPixel; x++)
        {
            ReadOnlySpan<float> weights = _across.Weights(x);
            ReadOnlySpan<Vector128<float>> pixels =
                MemoryMarshal.Cast<float, Vector128<float>>(
                    row.Slice((_across.Start(x) - first) * PixelView.BytesPerPixel, weights.Length * PixelView.BytesPerPixel));
            // Four sums are used, because with one, each addition would wait for the previous one.
            Vector128<float> a = default, b = default, c = default, d = default;
            int k = 0;
            for (; k + 4 <= weights.Length; k += 4)
            {
                a = Vector128.MultiplyAddEstimate(pixels[k], Vector128.Create(weights[k]), a);
                b = Vector128.MultiplyAddEstimate(pixels[k + 1], Vector128.Create(weights[k + 1]), b);
                c = Vector128.MultiplyAddEstimate(pixels[k + 2], Vector128.Create(weights[k + 2]), c);
                d = Vector128.MultiplyAddEstimate(pixels[k + 3], Vector128.Create(weights[k + 3]), d);
            }

            for (; k < weights.Length; k++)
            {
                a += pixels[k] * weights[k];
            }

            Write(a + b + (c + d), result.Slice(x * PixelView.BytesPerPixel, PixelView.BytesPerPixel));
        }
    }

    // The results of the sharper filters can be outside the range of a pixel.
    private static void Write(Vector128<float> pixel, Span<byte> result)
    {
        Vector128<float> inRange = Vector128.Clamp(pixel + Vector128.Create(0.5f), Vector128<float>.Zero, Vector128.Create(255f));
        Vector128<ushort> words = Vector128.Narrow(Vector128.ConvertToInt32(inRange).AsUInt32(), Vector128<uint>.Zero);
        BinaryPrimitives.WriteUInt32LittleEndian(result, Vector128.Narrow(words, words).AsUInt32()[0]);
    }
}
