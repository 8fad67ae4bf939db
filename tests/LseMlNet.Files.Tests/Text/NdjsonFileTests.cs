namespace LseMlNet.Files.Tests.Text;

public sealed class NdjsonFileTests : FileTests
{
    [Theory]
    [InlineData("[1,2]\n[3,4]")]
    [InlineData("{\"logits\":[1,2],\"id\":7}\n{\"id\":8,\"logits\":[3,4]}\n")]
    [InlineData("{\"cat\":1,\"dog\":2}\r\n{\"dog\":4,\"cat\":3}\r\n")]
    public void Load_ArraysAndObjects_AreRecognized(string text)
    {
        File.WriteAllText(PathOf("x.ndjson"), text);

        Assert.Equal([[1, 2], [3, 4]], Load("x.ndjson"));
    }

    [Fact]
    public void Load_NestedArrays_AreTensors()
    {
        File.WriteAllText(PathOf("x.jsonl"), "[[1,2,3],[4,5,\"-Infinity\"]]");

        Assert.Equal([[1, 2, 3, 4, 5, float.NegativeInfinity]], Load("x.jsonl"));
    }

    [Theory]
    [InlineData("[1,2]\n[3]", "row 1 (counted from 0): it has an array of 1 values; expected 2, as in the first row")]
    [InlineData("[1,2]\n[3,4,5]", "row 1 (counted from 0): its shape differs from that of the first row, [2]")]
    [InlineData("[1,2]\n[3,null]", "row 1 (counted from 0), class 1: it is null; expected a number")]
    [InlineData("[[1],[2]]\n[[1,2],[3]]", "row 1 (counted from 0): it has an array of 2 values; expected 1, as in the first row")]
    [InlineData("[1,2]\n{}", "row 1 (counted from 0): expected an array, as in the first line")]
    [InlineData("[1,2]\n\n[3,4]", "row 1 (counted from 0): it is empty")]
    [InlineData("{\"a\":1,\"b\":2}\n{\"a\":1}", "row 1 (counted from 0): it has 1 of the values 'a', 'b'; expected each of them once")]
    [InlineData("{\"a\":1,\"b\":2}\n{\"a\":1,\"b\":\"x\"}", "row 1 (counted from 0), column 'b': it is text; expected a number")]
    [InlineData("7", "row 0 (counted from 0): it is neither an array nor an object; expected [1.5, -2] or {\"logits\": [1.5, -2]}, for example")]
    public void Load_BadLine_NamesRowAndColumn(string text, string error)
    {
        File.WriteAllText(PathOf("x.ndjson"), text);

        Assert.Equal(error, ErrorOf("x.ndjson"));
    }

    [Fact]
    public void Load_CutOff_IsNotJson()
    {
        File.WriteAllText(PathOf("x.ndjson"), "[1,2]\n[3,");

        Assert.StartsWith("row 1 (counted from 0): it is not JSON: ", ErrorOf("x.ndjson"), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LabelsOfTheObjects_AreRead()
    {
        File.WriteAllText(PathOf("x.ndjson"), "{\"logits\":[1,2],\"y\":1}\n{\"logits\":[3,4],\"y\":\"0\"}\n");

        Assert.Equal([1, 0], Expected.LabelsOf(Microsoft.ML.LoadLogitsCatalog.LoadLogits(Ml.Data, PathOf("x.ndjson"), new LogitsFileOptions { LabelColumn = "y" })));
    }
}
