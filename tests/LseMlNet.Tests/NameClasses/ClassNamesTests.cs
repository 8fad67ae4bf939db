namespace LseMlNet.Tests.NameClasses;

/// <summary>Class names in the forms in which they are published with models.</summary>
public class ClassNamesTests
{
    public static TheoryData<string> Forms =>
    [
        "cat\ndog\nowl",
        "cat\r\n dog \r\nowl\r\n",
        """["cat", "dog", "owl"]""",
        """{"0": "cat", "1": "dog", "2": "owl"}""",
        """{"2": "owl", "0": "cat", "1": "dog"}""",
        """{"owl": 2, "cat": 0, "dog": 1}""",
        """{"model_type": "vit", "id2label": {"0": "cat", "1": "dog", "2": "owl"}, "label2id": {"cat": 0}}""",
        """{"architecture": "resnet50", "num_classes": 3, "label_names": ["cat", "dog", "owl"]}""",
        """{"names": {"0": "cat", "1": "dog", "2": "owl"}}""",
        "{0: 'cat', 1: 'dog', 2: 'owl'}",
        "{0: 'cat', 1: \"dog\", 2: 'owl',}",
        "['cat', 'dog', 'owl']",
        "[ 'cat' ,'d\\og', \"owl\" ]",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Parse_AnyForm_ReturnsTheNamesInOrder(string text) => Assert.Equal(["cat", "dog", "owl"], ClassNames.Parse(text));

    [Fact]
    public void Parse_TextWithQuotesAndColons_KeepsThem()
    {
        Assert.Equal(["it's", "a: b", "c, d"], ClassNames.Parse("{0: \"it's\", 1: 'a: b', 2: 'c, d'}"));
        Assert.Equal(["it's"], ClassNames.Parse(@"['it\'s']"));
        Assert.Equal(["tench, Tinca tinca", "goldfish"], ClassNames.Parse("tench, Tinca tinca\ngoldfish"));
    }

    [Fact]
    public void Parse_MoreThanTenClasses_SortsByNumber()
    {
        string text = $"{{{string.Join(", ", Enumerable.Range(0, 12).Reverse().Select(i => $"\"{i}\": \"class {i}\""))}}}";

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"class {i}"), ClassNames.Parse(text));
    }

    [Theory]
    [InlineData("", "There are no class names; expected one for each class, such as one per line.")]
    [InlineData("[]", "There are no class names; expected one for each class, such as one per line.")]
    [InlineData("{}", "There are no class names; expected one for each class, such as one per line.")]
    [InlineData("cat\n\nowl", "The name of class 1 is empty; expected a name for each class. Use its number if it has none.")]
    [InlineData("""{"0": "cat", "2": "owl"}""",
        "There are names of 2 classes, but the highest class number is 2; expected all numbers from 0. Add the missing classes.")]
    [InlineData("""{"0": "cat", "a": "owl"}""",
        "The entry 'a: owl' has no class number of its own; expected 0, 1, 2 and so on, once each.")]
    [InlineData("{0: 'cat', 0: 'owl'}",
        "The entry '0: owl' has no class number of its own; expected 0, 1, 2 and so on, once each.")]
    [InlineData("""[["cat"]]""",
        "Found Array where a class name or number is expected. Pass a list of names, or an object from class numbers to names.")]
    [InlineData("{0: 'cat'",
        "Found the end at character 9; expected a JSON or Python list of names, or a dictionary from class numbers to names.")]
    [InlineData("['cat' 'owl']",
        "Found ''' at character 7; expected a JSON or Python list of names, or a dictionary from class numbers to names.")]
    [InlineData("['cat'] x",
        "Found ' ' at character 7; expected a JSON or Python list of names, or a dictionary from class numbers to names.")]
    [InlineData("['cat",
        "Found the end at character 5; expected a JSON or Python list of names, or a dictionary from class numbers to names.")]
    public void Parse_NoListOfNames_SaysWhy(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => ClassNames.Parse(text)).Message);

    [Fact]
    public void FromFile_TextAndJson_ReadsThem()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["labels.txt"], "cat\nöwl\n");
        File.WriteAllText(folder["config.json"], """{"id2label": {"0": "cat", "1": "öwl"}}""");

        Assert.Equal(["cat", "öwl"], ClassNames.FromFile(folder["labels.txt"]));
        Assert.Equal(["cat", "öwl"], ClassNames.FromFile(folder["config.json"]));
    }

    [Fact]
    public void FromFile_Unusable_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["empty.txt"], "");
        using (FileStream large = File.Create(folder["large.txt"]))
        {
            large.SetLength(16_000_001);
        }

        Assert.Equal(
            $"ClassNames: '{folder["empty.txt"]}' cannot be read. There are no class names; expected one for each class, such as one " +
            "per line.", Assert.Throws<FormatException>(() => ClassNames.FromFile(folder["empty.txt"])).Message);
        Assert.Equal($"ClassNames: '{folder["large.txt"]}' has 16000001 bytes; expected at most 16000000. Pass the file with the names.",
            Assert.Throws<FormatException>(() => ClassNames.FromFile(folder["large.txt"])).Message);
        Assert.Throws<FileNotFoundException>(() => ClassNames.FromFile(folder["none.txt"]));
    }
}
