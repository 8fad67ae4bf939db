using System.Text.RegularExpressions;

namespace LseMlNet.Tests.Conventions;

/// <summary>The name of a test states what is called, under which condition, and with which result.</summary>
public sealed partial class NameTests
{
    [Fact]
    public void Tests_Names_AreMethodConditionResult()
    {
        string[] names =
        [
            .. from file in Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)
               from Match test in TestMethod().Matches(File.ReadAllText(file).ReplaceLineEndings("\n"))
               select test.Groups["name"].Value,
        ];

        Assert.InRange(names.Length, 500, int.MaxValue);
        Assert.DoesNotContain(names, name => name.Count(letter => letter == '_') != 2);
    }

    [GeneratedRegex(@"\[(Fact|Theory)\b[^\n]*\n(\s*(\[|//)[^\n]*\n)*\s*public (static )?(async )?[\w<>]+ (?<name>\w+)[(<]")]
    private static partial Regex TestMethod();
}
