namespace LseMlNet.Files.Tests.Text;

public sealed class CsvFileTests : FileTests
{
    [Theory]
    [InlineData("1,2\n3,4\n")]
    [InlineData("\uFEFF1,2\r\n3,4\r\n\r\n")]
    [InlineData("a;b\n1;2\n3;4")]
    [InlineData("\"a\"\t\"b\"\n1\t2\n\"3\"\t4")]
    [InlineData(" 1.0e0   2.0e0\n 3.0e0   4.0e0\n")]
    public void Load_Dialects_AreRecognized(string text)
    {
        File.WriteAllText(PathOf("x.csv"), text);

        Assert.Equal([[1, 2], [3, 4]], Load("x.csv"));
    }

    [Theory]
    [InlineData("1,2\n3\n", "row 1 (counted from 0): it has 1 fields; expected 2, as in the first line")]
    [InlineData("1,2\n3,4,5\n", "row 1 (counted from 0): it has 3 fields; expected 2, as in the first line")]
    [InlineData("cat,dog\n1,2\n3,\n", "row 1 (counted from 0), column 'dog': it is empty; expected a number")]
    [InlineData("1,2\nx,4\n", "row 1 (counted from 0), column 0: it is 'x'; expected a number")]
    [InlineData("1,2\n\n3,4\n", "row 1 (counted from 0): it is empty")]
    [InlineData("1,2\n\"3,4\n", "row 1 (counted from 0): a quote (\") is not closed; expected no line breaks within a field")]
    [InlineData("", "it is empty")]
    [InlineData("a,a\n1,2\n", "two of its columns are called 'a'")]
    [InlineData("a,1\n1,2\n", "its first line, a,1, may be the names of the columns or a row; say which (HasHeader)")]
    [InlineData("0,1\n1,2\n", "its first line, 0,1, may be the names of the columns or a row; say which (HasHeader)")]
    [InlineData("id,cat\n0,2\n", "column 'id' (float) does not look like a class; name the columns of the logits, and that of the labels if there is one. Its columns: 'id' (float), 'cat' (float).")]
    public void Load_BadLine_NamesRowAndColumn(string text, string error)
    {
        File.WriteAllText(PathOf("x.csv"), text);

        Assert.Equal(error, ErrorOf("x.csv"));
    }

    [Fact]
    public void Load_PartOfAFile_CountsRowsFromItsBeginning()
    {
        File.WriteAllText(PathOf("x.csv"), "1,2\n1,2\n1,2\n1,2\n1,2\n1,2\nx,2\n");

        Assert.Equal("row 6 (counted from 0), column 0: it is 'x'; expected a number", ErrorOf("x.csv", new LogitsFileOptions { PartIndex = 1, PartCount = 2 }));
    }

    [Fact]
    public void Load_LineWithoutEnd_IsRefused()
    {
        File.WriteAllText(PathOf("x.csv"), $"1,2\n{new string('1', 17 << 20)}");

        Assert.Equal("row 1 (counted from 0): a line has more than 16777216 bytes", ErrorOf("x.csv"));
    }

    [Fact]
    public void Load_HeaderIsSet_NumbersMayBeNames()
    {
        File.WriteAllText(PathOf("x.csv"), "0,1\n1,2\n");

        Assert.Equal([[1, 2]], Load("x.csv", new LogitsFileOptions { HasHeader = true }));
        Assert.Equal([[0, 1], [1, 2]], Load("x.csv", new LogitsFileOptions { HasHeader = false }));
    }

    [Fact]
    public void Load_TextLabelWithoutSuchAClass_IsNamed()
    {
        File.WriteAllText(PathOf("x.csv"), "cat,dog,truth\n1,2,fox\n");

        Assert.Equal("row 0 (counted from 0), label: it is 'fox', which is not the name of a class; expected one of cat, dog", ErrorOf("x.csv", new LogitsFileOptions { LabelColumn = "truth" }));
    }
}
