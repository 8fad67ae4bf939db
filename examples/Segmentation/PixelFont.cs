using SkiaSharp;

namespace Segmentation;

/// <summary>Draws short texts in capitals. Servers and containers often have no fonts, so the example has one of its own.</summary>
internal static class PixelFont
{
    private const int Rows = 7;
    private const int Columns = 5;
    private const int Dot = 2;

    // For each character, its seven rows from top to bottom, as two hexadecimal digits each: a bit for each of five columns.
    private static readonly Dictionary<char, ulong> Glyphs = new()
    {
        ['A'] = 0x0E11111F111111,
        ['B'] = 0x1E11111E11111E,
        ['C'] = 0x0E11101010110E,
        ['D'] = 0x1E11111111111E,
        ['E'] = 0x1F10101E10101F,
        ['F'] = 0x1F10101E101010,
        ['G'] = 0x0E11101711110F,
        ['H'] = 0x1111111F111111,
        ['I'] = 0x0E04040404040E,
        ['J'] = 0x0702020202120C,
        ['K'] = 0x11121418141211,
        ['L'] = 0x1010101010101F,
        ['M'] = 0x111B1515111111,
        ['N'] = 0x11111915131111,
        ['O'] = 0x0E11111111110E,
        ['P'] = 0x1E11111E101010,
        ['Q'] = 0x0E11111115120D,
        ['R'] = 0x1E11111E141211,
        ['S'] = 0x0F10100E01011E,
        ['T'] = 0x1F040404040404,
        ['U'] = 0x1111111111110E,
        ['V'] = 0x11111111110A04,
        ['W'] = 0x1111111515150A,
        ['X'] = 0x11110A040A1111,
        ['Y'] = 0x1111110A040404,
        ['Z'] = 0x1F01020408101F,
        ['0'] = 0x0E11131519110E,
        ['1'] = 0x040C040404040E,
        ['2'] = 0x0E11010204081F,
        ['3'] = 0x1F02040201110E,
        ['4'] = 0x02060A121F0202,
        ['5'] = 0x1F101E0101110E,
        ['6'] = 0x0608101E11110E,
        ['7'] = 0x1F010204080808,
        ['8'] = 0x0E11110E11110E,
        ['9'] = 0x0E11110F01020C,
        ['-'] = 0x0000001F000000,
        ['.'] = 0x00000000000C0C,
        ['/'] = 0x00010204081000,
    };

    /// <summary>Draws the text. Characters that the font does not have are left blank.</summary>
    public static void Draw(SKCanvas canvas, int left, int top, string text)
    {
        using var paint = new SKPaint { Color = SKColors.Black };
        for (int i = 0; i < text.Length; i++)
        {
            ulong glyph = Glyphs.GetValueOrDefault(char.ToUpperInvariant(text[i]));
            for (int row = 0; row < Rows; row++)
            {
                for (int column = 0; column < Columns; column++)
                {
                    int bit = 8 * (Rows - 1 - row) + Columns - 1 - column;
                    if ((glyph >> bit & 1) == 1)
                    {
                        canvas.DrawRect(left + Dot * (i * (Columns + 1) + column), top + Dot * row, Dot, Dot, paint);
                    }
                }
            }
        }
    }
}
