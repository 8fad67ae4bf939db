using System.Text.RegularExpressions;

namespace LseMlNet.Examples.Tests.Documentation;

public class OutputTests
{
    [Theory]
    [InlineData("one\ntwo", "one\ntwo", true)]
    [InlineData("one\ntwo", "one\nthree", false)]
    [InlineData("one\ntwo", "one\ntwo\nthree", false)]
    [InlineData("1.5 (a+b)", "1x5 (a+b)", false)]
    [InlineData("one\n…\nfour", "one\ntwo\nthree\nfour", true)]
    [InlineData("one\n...\nfour", "one\nfive", false)]
    [InlineData("…\nfour", "four", false)]
    [InlineData("a … b", "a to b", true)]
    [InlineData("a … b", "a\nb", false)]
    [InlineData("a ... b", "a to b", false)]
    public void Pattern_OfShownText_MatchesWhatIsPrinted(string shown, string printed, bool matches) =>
        Assert.Equal(matches, Regex.IsMatch(printed, $"^{Output.Pattern(shown)}$"));
}
