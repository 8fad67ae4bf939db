using System.Text;

namespace LseMlNet.Testing;

/// <summary>The header of an array as NumPy writes it, so that no test and no benchmark reads what the product itself has written.</summary>
public static class NpyHeader
{
    // With the mark and the version, the header has 128 bytes, a multiple of 64, to which NumPy aligns the elements.
    private const int TextLength = 117;

    /// <param name="type">The type of the elements, such as "&lt;f4".</param>
    /// <param name="shape">The shape as Python writes it, such as "(10, 3)".</param>
    public static byte[] Of(string type, string shape)
    {
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(TextLength) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. Encoding.ASCII.GetBytes(text)];
    }
}
