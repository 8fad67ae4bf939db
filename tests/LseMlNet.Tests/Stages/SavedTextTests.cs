using System.Text;

namespace LseMlNet.Tests.Stages;

/// <summary>Lengths from an untrusted file are checked before anything of that length is read or allocated.</summary>
public sealed class SavedTextTests
{
    private const long MostAllocated = 1 << 20;

    [Theory]
    [InlineData("")]
    [InlineData("Logits")]
    [InlineData("ä € 😀")]
    public void Read_WrittenText_IsTheSame(string text)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        SavedText.Write(writer, text);
        stream.Position = 0;

        // Files of earlier versions were written in this form.
        Assert.Equal(text, new BinaryReader(stream).ReadString());
        stream.Position = 0;
        Assert.Equal(text, SavedText.Read(new BinaryReader(stream), "the name"));
    }

    [Theory]
    [InlineData("the length of the name is 2147483647; expected 0 to 2.", 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x61, 0x62)]
    [InlineData("the length of the name is -1; expected 0 to 2.", 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x61, 0x62)]
    [InlineData("the length of the name is 3; expected 0 to 2.", 3, 0x61, 0x62)]
    [InlineData("the name is not UTF-8.", 2, 0xC3, 0x62)]
    public void Read_WrongLengthOrBytes_Refused(string message, params int[] bytes)
    {
        using BinaryReader reader = Reader(Array.ConvertAll(bytes, value => (byte)value));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => SavedText.Read(reader, "the name")).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
    }

    [Fact]
    public void Read_LongerThanTheLimit_Refused()
    {
        byte[] bytes = new byte[SavedText.MostBytes + 10];
        using var writer = new BinaryWriter(new MemoryStream(bytes));
        writer.Write7BitEncodedInt(SavedText.MostBytes + 1);

        Assert.Equal(
            "the length of the name is 1048577; expected 0 to 1048576.",
            Assert.Throws<InvalidDataException>(() => SavedText.Read(Reader(bytes), "the name")).Message);
    }

    // A text that could not be read again is not written.
    [Fact]
    public void Write_LongerThanTheLimit_Refused()
    {
        using var writer = new BinaryWriter(new MemoryStream());

        SavedText.Write(writer, new string('a', SavedText.MostBytes));
        Assert.StartsWith(
            "A name has 1048577 bytes; a saved pipeline can contain names of at most 1048576.",
            Assert.Throws<InvalidOperationException>(() => SavedText.Write(writer, new string('a', SavedText.MostBytes + 1))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(5_000_000)]
    [InlineData(0)]
    [InlineData(-2)]
    public void Read_WrongNumberOfClassNames_Refused(int count)
    {
        using BinaryReader reader = Reader([.. BitConverter.GetBytes(count), .. new byte[6_000_000]]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataException>(() => ClassNameList.Read(reader));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
    }

    // In an archive, a million bytes of the same letter occupy a thousand bytes.
    [Fact]
    public void Read_ClassNamesOfManyMegabytes_RefusedAtTheLimit()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(70);
        for (int i = 0; i < 70; i++)
        {
            writer.Write(new string('a', SavedText.MostBytes));
        }

        stream.Position = 0;
        Assert.Equal(
            "its class names have more than 67108864 characters; expected fewer.",
            Assert.Throws<InvalidDataException>(() => ClassNameList.Read(new BinaryReader(stream))).Message);
    }

    private static BinaryReader Reader(byte[] bytes) => new(new MemoryStream(bytes), Encoding.UTF8);
}
