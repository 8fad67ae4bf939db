using System.Security.Cryptography;
using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Metrics.Merging;

/// <summary>Parts add up to one pass, in any order and tree, and only what belongs together is added.</summary>
public sealed class LogitsMetricsSumsTests
{
    private const int RowCount = 400;
    private const int ClassCount = 4;

    private static readonly float[][] Rows = RandomRows.CreateSingle(RowCount, ClassCount, seed: 41);

    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> OptionSets => ["default", "weights", "mass", "mass and weights", "all", "all and weights"];

    [Theory, MemberData(nameof(OptionSets))]
    public void Add_AnySplitOrderAndTree_GivesTheBitsOfOnePass(string name)
    {
        LogitsMetricsOptions options = Options(name);
        LogitsMetrics expected = _ml.MulticlassClassification.EvaluateLogits(Data([.. Enumerable.Range(0, RowCount)]), options);
        byte[]? bytes = null;
        var random = new Random(42);
        // The first trials have the same parts, in other orders and trees.
        int[] owners = [.. Rows.Select(_ => random.Next(7))];
        for (int trial = 0; trial < 8; trial++)
        {
            if (trial >= 4)
            {
                owners = [.. Rows.Select(_ => random.Next(trial))];
            }

            // One part of seven has no rows.
            List<LogitsMetricsSums> parts =
            [
                .. from part in Enumerable.Range(0, 8)
                   select Part(options, [.. Enumerable.Range(0, RowCount).Where(i => owners[i] == part)], $"{part}/8"),
            ];
            while (parts.Count > 1)
            {
                int other = random.Next(1, parts.Count), target = random.Next(other);
                parts[target].Add(trial % 2 == 0 ? parts[other] : Reloaded(parts[other]));
                parts.RemoveAt(other);
            }

            MetricsAssert.Same(expected, parts[0].ToMetrics());
            MetricsAssert.Same(expected, Reloaded(parts[0]).ToMetrics());
            Assert.Equal(Enumerable.Range(0, 8).Select(part => $"{part}/8"), parts[0].PartIds);
            if (trial < 4)
            {
                bytes ??= Saved(parts[0]);
                Assert.Equal(bytes, Saved(parts[0]));
            }
        }
    }

    [Fact]
    public void SumLogits_OptionsChangedLater_KeepsThoseOfTheCall()
    {
        var options = new LogitsMetricsOptions { BinCount = 3 };
        LogitsMetricsSums sums = Part(options, [0, 1], "a");
        options.BinCount = 7;
        Assert.Equal(3, sums.ToMetrics().ReliabilityBins.Count);
    }

    [Fact]
    public void Add_Other_LeavesItUnchanged()
    {
        LogitsMetricsSums one = Part(new(), [0, 1], "a"), other = Part(new(), [2, 3, 4], "b");
        byte[] before = Saved(other);
        one.Add(other);
        one.Add(Part(new(), [5], "c"));
        Assert.Equal(before, Saved(other));
        Assert.Equal((6, 3), (one.RowCount, other.RowCount));
    }

    [Fact]
    public void Add_SamePart_IsRefusedAndNamed()
    {
        LogitsMetricsSums one = Part(new(), [0, 1], "1/8"), other = Part(new(), [2], "2/8");
        one.Add(other);
        foreach (LogitsMetricsSums again in (LogitsMetricsSums[])[other, one, Reloaded(other), Part(new(), [7], "2/8")])
        {
            var error = Assert.Throws<ArgumentException>(() => one.Add(again));
            Assert.Contains("'2/8'", error.Message, StringComparison.Ordinal);
            Assert.Contains("in both sums; expected parts of different rows. Add each part once.", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(3, one.RowCount);
    }

    [Fact]
    public void Add_PartsWithoutIds_AreDistinguishedByTheirContent()
    {
        LogitsMetricsSums one = Part(new(), [0, 1]), other = Part(new(), [2]);
        Assert.Throws<ArgumentException>(() => one.Add(Part(new(), [1, 0])));
        one.Add(other);
        Assert.Equal(2, one.PartIds.Count);
        Assert.All(one.PartIds, id => Assert.Matches("^[0-9a-f]{32}$", id));
    }

    [Theory]
    [InlineData("LabelColumnName", "LabelColumnName is 'Label' in part 'a' and 'Key' in part 'b'")]
    [InlineData("LogitsColumnName", "LogitsColumnName is 'Logits' in part 'a' and '{0}' in part 'b'")]
    [InlineData("ExampleWeightColumnName", "ExampleWeightColumnName is null in part 'a' and 'Weight' in part 'b'")]
    [InlineData("ClassAxis", "ClassAxis is null in part 'a' and 0 in part 'b'")]
    [InlineData("BinCount", "BinCount is 15 in part 'a' and 10 in part 'b'")]
    [InlineData("Binning", "Binning is EqualWidth in part 'a' and EqualMass in part 'b'")]
    [InlineData("ClasswiseCalibration", "ClasswiseCalibration is False in part 'a' and True in part 'b'")]
    [InlineData("KeepConfidences", "KeepConfidences is False in part 'a' and True in part 'b'")]
    [InlineData("KeepScores", "KeepScores is False in part 'a' and True in part 'b'")]
    [InlineData("BootstrapReplicates", "BootstrapReplicates is 0 in part 'a' and 7 in part 'b'")]
    [InlineData("ConfidenceLevel", "ConfidenceLevel is 0.95 in part 'a' and 0.9 in part 'b'")]
    [InlineData("RowIdColumnName", "RowIdColumnName is null in part 'a' and 'Id' in part 'b'")]
    [InlineData("names", "class 1 is '1' in part 'a' and 'dog' in part 'b'")]
    [InlineData("count", "there are 4 classes in part 'a' and 5 in part 'b'")]
    public void Add_OtherOptionsOrClasses_NamesBoth(string difference, string expected)
    {
        LogitsMetricsSums one = Part(new(), [0], "a");
        var options = new LogitsMetricsOptions();
        IDataView data = Data([1]);
        switch (difference)
        {
            case "LabelColumnName": data = Copied(data, options.LabelColumnName = "Key", "Label"); break;
            case "LogitsColumnName": data = Copied(data, options.LogitsColumnName = "{0}", "Logits"); break;
            case "ExampleWeightColumnName": options.ExampleWeightColumnName = "Weight"; break;
            case "ClassAxis":
                options.ClassAxis = 0;
                data = TensorData.Create(_ml, [LogitsData.Dense<float>([1, 2, 3, 4])], [4], [[1]], 4, [1]);
                options.LabelColumnName = "Numbers";
                data = Copied(data, options.LabelColumnName = "Label", "Numbers");
                break;
            case "BinCount": options.BinCount = 10; break;
            case "Binning": options.Binning = CalibrationBinning.EqualMass; break;
            case "ClasswiseCalibration": options.ClasswiseCalibration = true; break;
            case "KeepConfidences": options.KeepConfidences = true; break;
            case "KeepScores": options.KeepScores = true; break;
            case "BootstrapReplicates": options.BootstrapReplicates = 7; break;
            case "ConfidenceLevel": options.ConfidenceLevel = 0.9; break;
            case "RowIdColumnName": options.RowIdColumnName = "Id"; break;
            case "names": data = _ml.Transforms.NameClasses("Logits", ["0", "dog", "2", "3"]).Fit(data).Transform(data); break;
            default: data = LabelledData.Create<float>(_ml, [[1, 2, 3, 4, 5]], [0]); break;
        }

        LogitsMetricsSums other = _ml.MulticlassClassification.SumLogits(data, options, "b");
        foreach (LogitsMetricsSums candidate in (LogitsMetricsSums[])[other, Reloaded(other)])
        {
            var error = Assert.Throws<ArgumentException>(() => one.Add(candidate));
            Assert.Equal(
                $"LogitsMetricsSums: {expected}; expected parts with the same options and classes. Sum the rows of one of them again. " +
                "(Parameter 'other')", error.Message);
        }

        Assert.Equal(1, one.RowCount);
    }

    [Fact]
    public void Add_ManyParts_NamesThree()
    {
        LogitsMetricsSums one = Part(new(), [0], "a");
        foreach (string id in (string[])["b", "c", "d"])
        {
            one.Add(Part(new(), [1], id));
        }

        var error = Assert.Throws<ArgumentException>(() => one.Add(Part(new() { BinCount = 3 }, [0], "e")));
        Assert.Contains("BinCount is 15 in parts 'a', 'b', 'c', … (4 in all) and 3 in part 'e'", error.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(OptionSets))]
    public void Load_TruncatedOrDamagedAnywhere_Throws(string name)
    {
        byte[] saved = Saved(Part(Options(name), [0, 1, 2], "a"));
        for (int length = 0; length < saved.Length; length++)
        {
            AssertUnusable(saved[..length]);
        }

        for (int i = 0; i < saved.Length; i++)
        {
            byte[] damaged = [.. saved];
            damaged[i] ^= (byte)(1 << (i % 8));
            AssertUnusable(damaged);
        }
    }

    [Theory, MemberData(nameof(OptionSets))]
    public void Load_DamagedWithRightChecksum_NeitherCrashesNorAllocatesMuch(string name)
    {
        byte[] saved = Saved(Part(Options(name), [0, 1, 2], "a"));
        int refused = 0;
        for (int i = 20; i + sizeof(long) < saved.Length - SHA256.HashSizeInBytes; i += 3)
        {
            byte[] damaged = [.. saved];
            damaged.AsSpan(i, sizeof(long)).Fill(i % 2 == 0 ? (byte)0xFF : (byte)0x7F);
            SHA256.HashData(damaged.AsSpan(..^SHA256.HashSizeInBytes), damaged.AsSpan(^SHA256.HashSizeInBytes));
            long before = GC.GetAllocatedBytesForCurrentThread();
            LogitsMetricsSums? sums = null;
            try
            {
                sums = LogitsMetricsSums.Load(new MemoryStream(damaged));
            }
            catch (InvalidDataException)
            {
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
            // Some numbers can be anything.
            sums?.ToMetrics();
        }

        Assert.True(refused > saved.Length / 6, $"{refused} of {saved.Length}");
    }

    [Theory]
    [InlineData(true, 10_000, 0), InlineData(false, 2, 10_000)]
    public void Load_ManyClassesWithoutSums_TakesNoMemoryForThem(bool classwise, int bins, int replicates)
    {
        // All of these sums would take hundreds of gigabytes.
        var options = new LogitsMetricsOptions { BinCount = bins, ClasswiseCalibration = classwise, BootstrapReplicates = replicates };
        using var stream = new MemoryStream();
        SumsFile.Write(stream, writer =>
        {
            new MetricsDefinition(options, [.. Enumerable.Range(0, 100_000).Select(i => $"{i}")]).Write(writer);
            writer.Write(1L);
            writer.Write("a");
        });
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertUnusable(stream.ToArray(), "a count in the content is too large");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
    }

    [Fact]
    public void Load_OtherContent_SaysWhatItFound()
    {
        byte[] saved = Saved(Part(new(), [0], "a")), newer = [.. saved];
        newer[8] = 2;
        AssertUnusable([], "it is empty");
        AssertUnusable(
            "PK content"u8.ToArray(), "it starts with the bytes 504B20636F6E7465, where the sums of metrics start with 4C53454D4C53554D");
        AssertUnusable(newer, "its version is 2, and this version of LseMlNet reads version 1");
        AssertUnusable(saved[..^40], "the stream ends after ");
        AssertUnusable([.. saved[..^1], (byte)(saved[^1] ^ 1)], "the checksum is not that of the content");
    }

    [Fact]
    public void Load_SeveralInOneStream_ReadsOneAfterTheOther()
    {
        using var stream = new MemoryStream();
        Part(new(), [0, 1], "a").Save(stream);
        Part(new(), [2], "b").Save(stream);
        stream.Position = 0;
        LogitsMetricsSums sums = LogitsMetricsSums.Load(stream);
        sums.Add(LogitsMetricsSums.Load(stream));
        Assert.Equal((3, stream.Length), (sums.RowCount, stream.Position));
    }

    [Fact]
    public void SumLogits_WrongArguments_NamesThem()
    {
        LogitsMetricsSums sums = Part(new(), [0], "a");
        MulticlassClassificationCatalog catalog = _ml.MulticlassClassification;
        (string Parameter, Action Call)[] calls =
        [
            ("catalog", () => SumLogitsCatalog.SumLogits(null!, Data([0]), new())),
            ("data", () => catalog.SumLogits(null!, new())),
            ("options", () => catalog.SumLogits(Data([0]), null!)),
            ("partId", () => catalog.SumLogits(Data([0]), new(), " ")),
            ("other", () => sums.Add(null!)),
            ("stream", () => sums.Save(null!)),
            ("stream", () => LogitsMetricsSums.Load(null!)),
        ];
        Assert.All(calls, call => Assert.Equal(call.Parameter, Assert.ThrowsAny<ArgumentException>(call.Call).ParamName));
    }

    private static LogitsMetricsOptions Options(string name) => new()
    {
        BinCount = 3,
        ExampleWeightColumnName = name.Contains("weights", StringComparison.Ordinal) ? "Weight" : null,
        Binning = name.Contains("mass", StringComparison.Ordinal) ? CalibrationBinning.EqualMass : CalibrationBinning.EqualWidth,
        ClasswiseCalibration = name.Contains("all", StringComparison.Ordinal),
        KeepConfidences = name.Contains("all", StringComparison.Ordinal),
        KeepScores = name.Contains("all", StringComparison.Ordinal),
        BootstrapReplicates = name.Contains("all", StringComparison.Ordinal) ? 5 : 0,
        RowIdColumnName = "Id",
    };

    private static void AssertUnusable(byte[] content, string reason = "")
    {
        var error = Assert.Throws<InvalidDataException>(() => LogitsMetricsSums.Load(new MemoryStream(content)));
        Assert.StartsWith(
            $"LogitsMetricsSums: this is not a complete file of LogitsMetricsSums.Save: {reason}", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(". Save the sums again, or copy the file again.", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Saved(LogitsMetricsSums sums)
    {
        using var stream = new MemoryStream();
        sums.Save(stream);
        return stream.ToArray();
    }

    private static LogitsMetricsSums Reloaded(LogitsMetricsSums sums) => LogitsMetricsSums.Load(new MemoryStream(Saved(sums)));

    private LogitsMetricsSums Part(LogitsMetricsOptions options, int[] rows, string? id = null) =>
        _ml.MulticlassClassification.SumLogits(Data(rows), options, id);

    // Every seventh row has no label, and row 8 has no softmax.
    private static SyntheticData Data(int[] rows) => new(
        rows.Length, ClassCount,
        i => (rows[i] == 8 ? [float.NaN, 0, 0, 0] : Rows[rows[i]], (uint)(rows[i] % 7 % (ClassCount + 1)), rows[i] % 5 * 0.3f),
        cursors: 2, id: i => rows[i]);

    private IDataView Copied(IDataView data, string name, string source) =>
        _ml.Transforms.CopyColumns(name, source).Fit(data).Transform(data);
}
