using LseMlNet.Cli.Merge;
using LseMlNet.Cli.Shards;

namespace LseMlNet.Cli.Tests.Merge;

public sealed class PartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        Part part = Written();

        var read = Part.Read(part.Path);

        Assert.Equal((part.Kind, part.Shard), (read.Kind, read.Shard));
        Assert.Equal(part.Job, read.Job);
        Assert.Equal(part.Content, read.Content);
    }

    [Fact]
    public void Write_TwoTimes_TheSameBytes()
    {
        byte[] first = File.ReadAllBytes(Written().Path);

        Assert.Equal(first, File.ReadAllBytes(Written().Path));
    }

    [Fact]
    public void Read_EveryByteChangedOrCutOff_SaysWhichFile()
    {
        string path = Written().Path;
        byte[] bytes = File.ReadAllBytes(path);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] changed = [.. bytes];
            changed[i] ^= 1;
            Refused(changed);
            Refused(bytes[..i]);
        }

        Refused([.. bytes, 0]);

        void Refused(byte[] content)
        {
            File.WriteAllBytes(path, content);
            Assert.StartsWith($"part '{path}' cannot be used: it is ", Assert.Throws<UnusableInputException>(() => Part.Read(path)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void IsPart_OtherFiles_No()
    {
        File.WriteAllText(_folder["text"], "LSEMPAR");

        Assert.False(Part.IsPart(_folder["text"]));
        Assert.True(Part.IsPart(Written().Path));
    }

    private Part Written()
    {
        var part = new Part(_folder["part.bin"], "a test", new Shard(3, 8), new Dictionary<string, string> { ["b"] = "2", ["a"] = "ä" }, [1, 2, 3]);
        part.Write();
        return part;
    }
}
