using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Files.Tests;

public sealed class LoadLogitsCatalogTests : IDisposable
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> SameLogits =>
    [
        .. from kind in (string[])["f2", "f4", "f8"]
           from endian in (string[])["little", "big"]
           from order in (string[])["c", "fortran"]
           select $"logits-{kind}-{endian}-{order}.npy",
        "logits-version-2.npy", "logits-version-3.npy", "arrays.npz", "compressed.npz", "savetxt.csv", "savetxt-comma.csv",
    ];

    public static TheoryData<string> SameLabels =>
        ["i1", "u1", "little-i2", "big-u2", "little-i4", "big-i4", "little-i8", "big-i8", "little-u8", "column"];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(SameLogits))]
    public void LoadLogits_FilesOfNumPy_HoldTheirValues(string name)
    {
        IDataView view = _ml.Data.LoadLogits(Expected.File(name));

        Assert.Equal(name.Contains("f8", StringComparison.Ordinal) || name.StartsWith("compressed", StringComparison.Ordinal), view.Schema["Logits"].Type.ToString()!.Contains("Double", StringComparison.Ordinal));
        Assert.Equal(Expected.Logits, Expected.LogitsOf(view));
    }

    [Theory, MemberData(nameof(SameLabels))]
    public void LoadLogits_LabelsOfAnyInteger_AreKeysInTheOrderOfTheClasses(string kind)
    {
        IDataView view = _ml.Data.LoadLogits(Expected.File("logits-f4-little-c.npy"), new LogitsFileOptions { LabelsPath = Expected.File($"labels-{kind}.npy") });

        Assert.Equal(Expected.Labels, Expected.LabelsOf(view));
        Assert.Equal(Expected.Classes, (int)((KeyDataViewType)view.Schema["Label"].Type).Count);
    }

    [Theory]
    [InlineData("tensor-c.npy")]
    [InlineData("tensor-fortran.npy")]
    public void LoadLogits_Tensors_KeepTheirDimensionsInCOrder(string name)
    {
        IDataView view = _ml.Data.LoadLogits(Expected.File(name));

        Assert.Equal([2, 3, 2], ((VectorDataViewType)view.Schema["Logits"].Type).Dimensions);
        Assert.Equal(Enumerable.Range(0, 48).Select(i => (float)i), Expected.LogitsOf(view).SelectMany(row => row));
    }

    [Fact]
    public void LoadLogits_LabelsInTheSameFile_AreRead()
    {
        IDataView view = _ml.Data.LoadLogits(Expected.File("arrays.npz"), new LogitsFileOptions { LogitsColumns = ["logits"], LabelColumn = "labels" });

        Assert.Equal(Expected.Logits, Expected.LogitsOf(view));
        Assert.Equal(Expected.Labels, Expected.LabelsOf(view));
    }

    [Fact]
    public void LoadLogits_NamesAndTextLabels_BecomeClassNamesAndKeys()
    {
        File.WriteAllLines(_folder["a.csv"], ["cat,dog,truth", "1,2,dog", "3.5,-inf,cat"]);

        IDataView view = _ml.Data.LoadLogits(_folder["a.csv"], new LogitsFileOptions { LabelColumn = "truth" });

        Assert.Equal([[1, 2], [3.5f, float.NegativeInfinity]], Expected.LogitsOf(view));
        Assert.Equal([1, 0], Expected.LabelsOf(view));
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema["Logits"].GetSlotNames(ref names);
        Assert.Equal("cat dog", string.Join(' ', names.DenseValues()));
    }

    [Fact]
    public void LoadLogits_SeveralFiles_FollowEachOther()
    {
        File.WriteAllText(_folder["b2.csv"], "3,4\n");
        File.WriteAllText(_folder["b1.csv"], "1,2\r\n");
        File.WriteAllText(_folder["other.csv"], "1,2,3\n");

        Assert.Equal([[1, 2], [3, 4]], Expected.LogitsOf(_ml.Data.LoadLogits(_folder["b*.csv"])));
        FormatException error = Assert.Throws<FormatException>(() => _ml.Data.LoadLogits(_folder["*.csv"]));
        Assert.Equal($"{_folder["other.csv"]}: its rows have the shape [3]; expected [2], as in {_folder["b1.csv"]}", error.Message);
    }

    [Theory]
    [InlineData("x.csv")]
    [InlineData("x.ndjson")]
    [InlineData("x.npy")]
    public void LoadLogits_Parts_AreCompleteDisjointAndInOrder(string name)
    {
        const int Rows = 50;
        float[][] rows = [.. Enumerable.Range(0, Rows).Select(i => new[] { i, i % 7 / 4f })];
        string[] lines = [.. rows.Select(row => string.Join(',', row.Select(value => value.ToString(CultureInfo.InvariantCulture))))];
        switch (Path.GetExtension(name))
        {
            case ".csv":
                File.WriteAllLines(_folder[name], lines);
                break;
            case ".ndjson":
                File.WriteAllLines(_folder[name], lines.Select(line => $"[{line}]"));
                break;
            default:
                File.WriteAllBytes(_folder[name], NumPy.Array([Rows, 2], [.. rows.SelectMany(row => row)]));
                break;
        }

        File.WriteAllLines(_folder["labels.csv"], Enumerable.Range(0, Rows).Select(i => $"{i % 2}"));
        foreach (int count in (int[])[1, 2, 3, 7, 64])
        {
            IDataView[] parts = [.. Enumerable.Range(0, count).Select(index => _ml.Data.LoadLogits(
                _folder[name], new LogitsFileOptions { PartIndex = index, PartCount = count, LabelsPath = _folder["labels.csv"] }))];
            Assert.Equal(rows, parts.SelectMany(Expected.LogitsOf));
            Assert.Equal(Enumerable.Range(0, Rows).Select(i => i % 2L), parts.SelectMany(Expected.LabelsOf));
        }
    }

    [Fact]
    public void LoadLogits_EvaluateLogits_ReadsTheView()
    {
        IDataView view = _ml.Data.LoadLogits(Expected.File("logits-f4-little-c.npy"), new LogitsFileOptions { LabelsPath = Expected.File("labels-i1.npy") });

        Assert.InRange(_ml.MulticlassClassification.EvaluateLogits(view).MicroAccuracy, 0.1, 0.9);
    }

    [Theory]
    [InlineData("bad-complex.npy", "it has no column of logits; expected floating-point numbers. Its columns: other list.")]
    [InlineData("bad-structured.npy", "its header is {'descr': [('a', '<f4'), ('b', '<i4')], 'fortran_order': False, 'shape': (2,), }; expected")]
    [InlineData("bad-scalar.npy", "it has no column of logits")]
    [InlineData("labels-i1.npy", "it has no column of logits; expected floating-point numbers. Its columns: integer.")]
    public void LoadLogits_OtherArrays_AreRefused(string name, string error)
    {
        FormatException thrown = Assert.Throws<FormatException>(() => _ml.Data.LoadLogits(Expected.File(name)));

        Assert.StartsWith($"{Expected.File(name)}: {error}", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadLogits_PartOutOfRange_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.LoadLogits("x.npy", new LogitsFileOptions { PartIndex = 2, PartCount = 2 }));

    [Fact]
    public void LoadLogits_MissingFile_Throws() => Assert.Throws<FileNotFoundException>(() => _ml.Data.LoadLogits(_folder["none.npy"]));
}
