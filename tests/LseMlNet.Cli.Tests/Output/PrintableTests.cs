using LseMlNet.Cli.Output;

namespace LseMlNet.Cli.Tests.Output;

public class PrintableTests
{
    [Theory]
    [InlineData("bag 1.png", "bag 1.png")]
    [InlineData("Tasche für Ärzte 👜 دلو", "Tasche für Ärzte 👜 دلو")]
    [InlineData("a\nb.png: Shirt", @"a\nb.png: Shirt")]
    [InlineData("\r\t\0", @"\r\t\0")]
    [InlineData("\u001B[31mred", @"\u001B[31mred")]
    [InlineData("\u007F\u009B2J", @"\u007F\u009B2J")]
    [InlineData("\u2028\u2029\u0085", @"\u2028\u2029\u0085")]
    [InlineData("\u202Egnp.exe\u2066", @"\u202Egnp.exe\u2066")]
    [InlineData("tag \U000E0041", @"tag \uDB40\uDC41")]
    [InlineData("👩‍🚀", "👩‍🚀")]
    public void Line_AnyText_ShowsWhatIsHidden(string text, string expected) => Assert.Equal(expected, Printable.Line(text));

    // An attribute cannot hold half of a surrogate pair.
    [Fact]
    public void Line_HalfAPair_Escaped() => Assert.Equal(@"a\uD83Db", Printable.Line("a\uD83Db"));

    [Fact]
    public void Line_EveryCharacter_NoControlCharacterIsLeft()
    {
        for (int character = 0; character <= char.MaxValue; character++)
        {
            Assert.DoesNotContain(
                Printable.Line($"x{(char)character}y"), character => char.IsControl(character) || char.IsSurrogate(character));
        }
    }
}
