using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Files.Tests.Binary;

public sealed class IdvFileTests : FileTests
{
    [Fact]
    public void Load_VectorsKeysAndText_HoldTheirValues()
    {
        Save(Ml.Data.LoadFromEnumerable([new Row { Logits = [1, 2, 3], Key = 2, Text = "a" }, new Row { Logits = [4, 5, 6], Key = 0, Text = "c" }]));

        Assert.Equal([[1, 2, 3], [4, 5, 6]], Load("x.idv"));
        Assert.Equal([[4, 5, 6]], Load("x.idv", new LogitsFileOptions { PartIndex = 1, PartCount = 2 }));
        Assert.Equal([2, 0], Expected.LabelsOf(Ml.Data.LoadLogits(PathOf("x.idv"), new LogitsFileOptions { LabelColumn = "Key" })));
        Assert.Equal([0, 2], Expected.LabelsOf(Ml.Data.LoadLogits(PathOf("x.idv"), new LogitsFileOptions { LabelColumn = "Text", ClassNames = ["a", "b", "c"] })));
    }

    [Fact]
    public void Load_VectorsOfSeveralLengths_NamesTheRow()
    {
        Save(Ml.Data.LoadFromEnumerable([new FreeRow { Logits = [1, 2] }, new FreeRow { Logits = [1] }]));

        Assert.Equal("row 1 (counted from 0), column 'Logits': it has 1 values; expected 2, as in the first row", ErrorOf("x.idv"));
    }

    [Fact]
    public void Load_AnotherFormat_IsRefused()
    {
        File.WriteAllText(PathOf("x.idv"), "1,2,3");

        Assert.StartsWith("it is not a binary file of ML.NET, or it is damaged: ", ErrorOf("x.idv"), StringComparison.Ordinal);
    }

    private void Save(IDataView rows)
    {
        using FileStream stream = File.Create(PathOf("x.idv"));
        Ml.Data.SaveAsBinary(rows, stream);
    }

    private sealed class Row
    {
        [VectorType(3)]
        public float[] Logits { get; set; } = [];

        [KeyType(3)]
        public uint Key { get; set; }

        public string Text { get; set; } = "";
    }

    private sealed class FreeRow
    {
        public float[] Logits { get; set; } = [];
    }
}
