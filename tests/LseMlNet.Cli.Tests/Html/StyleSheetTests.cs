using System.Globalization;
using System.Text.RegularExpressions;

namespace LseMlNet.Cli.Tests.Html;

/// <summary>The style sheet has the contrasts that WCAG 2.2 requires: 4.5:1 for text (1.4.3), 3:1 for graphics (1.4.11).</summary>
public sealed partial class StyleSheetTests
{
    private static readonly string Css = File.ReadAllText(Repository.PathOf("src", "LseMlNet.Cli", "Html", "style.css"));

    // Each text color with every background it appears on.
    private static readonly (string Text, string[] Backgrounds)[] Texts =
    [
        ("text", ["page", "card", "track", "refuse-back", "heat-1", "heat-2", "heat-3", "heat-4"]),
        ("quiet", ["page", "card", "track"]),
        ("link", ["page", "card", "track"]),
        ("accept", ["card", "accept-back"]),
        ("refuse", ["card", "refuse-back"]),
    ];

    private static readonly (string Part, string[] Backgrounds)[] Graphics =
    [
        ("bar", ["card", "track"]),
        ("bar-other", ["card", "track"]),
        ("mark", ["card", "heat-4"]),
        ("refuse", ["card"]),
        ("quiet", ["card"]),
        // The ring around the focused element.
        ("link", ["page", "card"]),
    ];

    private enum Scheme
    {
        Light,
        Dark,
        Print,
    }

    public static TheoryData<string> Schemes => [.. Enum.GetNames<Scheme>()];

    [Theory, MemberData(nameof(Schemes))]
    public void Texts_OnTheirBackgrounds_HaveContrast(string scheme) => CheckContrast(Colours(Enum.Parse<Scheme>(scheme)), Texts, 4.5);

    [Theory, MemberData(nameof(Schemes))]
    public void Graphics_OnTheirBackgrounds_HaveContrast(string scheme) => CheckContrast(Colours(Enum.Parse<Scheme>(scheme)), Graphics, 3);

    [Fact]
    public void Rules_OutsideTheSchemes_UseVariablesOnly()
    {
        string rules = Root().Replace(Comment().Replace(Css, ""), "");

        Assert.DoesNotMatch(@"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)|rgba?\(|hsl|oklch|color-mix", rules);
        Assert.DoesNotMatch(@"url\(|@import|@font-face", rules);
    }

    [Fact]
    public void Schemes_LightDarkAndPrint_HaveTheSameVariables()
    {
        string[] light = [.. Colours(Scheme.Light).Keys.Order()];

        Assert.Equal(light, Colours(Scheme.Dark).Keys.Order());
        Assert.Equal(light, Colours(Scheme.Print).Keys.Order());
        Assert.All(Variable().Matches(Css), use => Assert.Contains(use.Groups["name"].Value, light));
    }

    private static void CheckContrast(Dictionary<string, double> luminances, (string Front, string[] Backs)[] pairs, double minimum)
    {
        foreach ((string front, string[] backs) in pairs)
        {
            foreach (string back in backs)
            {
                (double darker, double lighter) = (
                    Math.Min(luminances[front], luminances[back]), Math.Max(luminances[front], luminances[back]));
                double contrast = (lighter + 0.05) / (darker + 0.05);
                Assert.True(contrast >= minimum, $"--{front} on --{back}: {contrast:F2}, expected at least {minimum}.");
            }
        }
    }

    // The relative luminance of each variable. The values of Scheme are in the order of the style sheet.
    private static Dictionary<string, double> Colours(Scheme scheme) =>
        Colour().Matches(Root().Matches(Css)[(int)scheme].Value)
            .ToDictionary(match => match.Groups["name"].Value, match => Luminance(match.Groups["rgb"].Value));

    private static double Luminance(string rgb)
    {
        double Channel(int i)
        {
            double value = int.Parse(rgb.AsSpan(2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Channel(0) + 0.7152 * Channel(1) + 0.0722 * Channel(2);
    }

    [GeneratedRegex(@":root \{[^}]*\}")]
    private static partial Regex Root();

    [GeneratedRegex("--(?<name>[a-z0-9-]+): #(?<rgb>[0-9a-f]{6});")]
    private static partial Regex Colour();

    [GeneratedRegex(@"var\(--(?<name>[a-z0-9-]+)\)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
