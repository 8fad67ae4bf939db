using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;

namespace LseMlNet.Files.Tests.Arrow;

public sealed class ArrowFileTests : ArrowLikeTests
{
    protected override string Name => "x.arrow";

    [Theory]
    [InlineData(CompressionCodecType.Lz4Frame)]
    [InlineData(CompressionCodecType.Zstd)]
    public void Load_Compressed_HoldsItsValues(CompressionCodecType codec)
    {
        using (FileStream stream = File.Create(PathOf("x.feather")))
        {
            Write(new ArrowFileWriter(stream, Batch.Schema, false, new IpcOptions { CompressionCodecFactory = new CompressionCodecFactory(), CompressionCodec = codec }), [Batch]);
        }

        Assert.Equal(Expected.Logits, Load("x.feather", new LogitsFileOptions { LogitsColumns = ["logits"] }));
    }

    [Fact]
    public void Load_Stream_HoldsItsValues()
    {
        using (FileStream stream = File.Create(PathOf("x.unknown")))
        {
            Write(new ArrowStreamWriter(stream, Batch.Schema), [Batch, Batch]);
        }

        Assert.Equal([.. Expected.Logits, .. Expected.Logits], Load("x.unknown", new LogitsFileOptions { LogitsColumns = ["fixed"] }));
    }

    private protected override void Write(RecordBatch[] batches)
    {
        using FileStream stream = File.Create(PathOf(Name));
        Write(new ArrowFileWriter(stream, batches[0].Schema), batches);
    }

    private static RecordBatch Batch => ArrowData.Batch(Expected.Logits);

    private static void Write(ArrowStreamWriter writer, RecordBatch[] batches)
    {
        using (writer)
        {
            foreach (RecordBatch batch in batches)
            {
                writer.WriteRecordBatch(batch);
            }

            writer.WriteEnd();
        }
    }
}
