using System.IO.Compression;

namespace LseMlNet.Cli.Tests.Models;

/// <summary>Pipelines from untrusted sources.</summary>
public sealed class PipelineArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // 3 GB of zeros fit into 3 MB. This entry alone raised the memory of the program to 4.2 GB.
    [Theory]
    [InlineData("labels.txt")]
    [InlineData("TransformerChain/Transform_001/Model.key")]
    [InlineData("unknown")]
    public void Load_EntryOfGigabytes_RefusedBeforeItIsUnpacked(string name)
    {
        const long Size = 300_000_000;
        Save("pipeline.zip");
        using (ZipArchive archive = ZipFile.Open(_folder["pipeline.zip"], ZipArchiveMode.Update))
        {
            archive.GetEntry(name)?.Delete();
        }
        using (var file = new FileStream(_folder["pipeline.zip"], FileMode.Open))
        using (var archive = new ZipArchive(file, ZipArchiveMode.Update))
        using (Stream entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open())
        {
            byte[] part = new byte[1_000_000];
            for (long written = 0; written < Size; written += part.Length)
            {
                entry.Write(part);
            }
        }

        ProgramRun run = Load("pipeline.zip");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Matches(
            $"^error: pipeline 'pipeline.zip' cannot be used: its entry '{name}' has [0-9,]+ bytes that unpack to 300,000,000; expected " +
            "at most [0-9,]+\n$",
            run.Error);
    }

    // The length in the archive's directory is only a claim.
    [Theory]
    [InlineData(75, 74)]
    [InlineData(75, 0)]
    public void Load_EntryLongerOrShorterThanItClaims_Refused(byte length, byte claimed)
    {
        Save("pipeline.zip");
        byte[] bytes = File.ReadAllBytes(_folder["pipeline.zip"]);
        // In the directory at the end, the length is 22 bytes before the name.
        int directory = bytes.AsSpan().LastIndexOf("labels.txt"u8) - 22;
        Assert.Equal(length, bytes[directory]);
        bytes[directory] = claimed;
        File.WriteAllBytes(_folder["pipeline.zip"], bytes);

        ProgramRun run = Load("pipeline.zip");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: pipeline 'pipeline.zip' cannot be used: it", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OneWeightChanged_Refused()
    {
        Save("pipeline.zip");
        byte[] bytes = File.ReadAllBytes(_folder["pipeline.zip"]);
        // Weights hardly shrink, so most bytes of the archive are weights.
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(_folder["pipeline.zip"], bytes);

        ProgramRun run = Load("pipeline.zip");

        Assert.Equal(1, run.ExitCode);
        Assert.Matches(
            "^error: pipeline 'pipeline.zip' cannot be used: (its entry 'TransformerChain/Transform_001/Model.key' does not have the " +
            "checksum|it is not a ZIP archive, or it is damaged)",
            run.Error);
    }

    [Theory]
    [InlineData("Transform_000", "LseMlNet.")]
    [InlineData("Transform_001", "LseMlNet.ScoreOnnxModel")]
    [InlineData("Transform_002", "LseMlNet.Softmax")]
    public void Load_EntryMissingOrCut_NamesIt(string entry, string stage)
    {
        Save("pipeline.zip");
        string name = $"TransformerChain/{entry}/Model.key";
        byte[] whole = ReadEntry(name);
        foreach (int length in new[] { 0, 1, 0x90, 0x100, whole.Length - 1 })
        {
            Replace(name, whole[..length]);
            ProgramRun run = Load("cut.zip");
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Contains($"its entry '{name}'", run.Error, StringComparison.Ordinal);
            if (length >= 0x90)
            {
                Assert.Contains($", the stage {stage}", run.Error, StringComparison.Ordinal);
            }
        }

        Replace(name, null);
        Assert.Contains($"its entry '{name}', which is stage {entry[^1] - '0' + 1} of 3, is missing; ", Load("cut.zip")
            .Error, StringComparison.Ordinal);
    }

    private void Save(string file) => Classifier.Classify(_folder, "--save", file, Classifier.Picture("bag-1.png"));

    private ProgramRun Load(string file)
    {
        return Classifier.Run(_folder, "--pipeline", file, Classifier.Picture("bag-1.png"));
    }

    private byte[] ReadEntry(string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(_folder["pipeline.zip"]);
        using Stream stream = archive.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private void Replace(string name, byte[]? content)
    {
        File.Copy(_folder["pipeline.zip"], _folder["cut.zip"], overwrite: true);
        using ZipArchive archive = ZipFile.Open(_folder["cut.zip"], ZipArchiveMode.Update);
        archive.GetEntry(name)!.Delete();
        if (content is not null)
        {
            using Stream entry = archive.CreateEntry(name).Open();
            entry.Write(content);
        }
    }
}
