using Apache.Arrow;
using Apache.Arrow.Ipc;
using LseMlNet.Numerics;
using ParquetSharp;
using ParquetSharp.Arrow;

namespace LseMlNet.Benchmarks.FileScoring;

/// <summary>Reads, computes and writes as little as possible: no check, no option, one format, one shape.</summary>
internal static class BareScore
{
    public const int Classes = 100;

    private const int NpyHeaderLength = 128;
    private const int BlockRows = 640;
    private const int BatchRows = 40_960;

    public static void Run(string input, string output)
    {
        if (Path.GetExtension(input) == ".npy")
        {
            RunNpy(input, output);
        }
        else
        {
            RunParquet(input, output);
        }
    }

    private static void RunNpy(string input, string output)
    {
        using FileStream from = new(input, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using FileStream to = new(output, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] header = new byte[NpyHeaderLength];
        from.ReadExactly(header);
        to.Write(header);
        float[] logits = new float[BlockRows * Classes];
        float[] probabilities = new float[BlockRows * Classes];
        Span<byte> bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(logits.AsSpan());
        for (int read; (read = from.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) / sizeof(float)) > 0;)
        {
            Logits.Softmax(logits.AsSpan(0, read), Classes, probabilities.AsSpan(0, read));
            to.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(probabilities.AsSpan(0, read)));
        }

        to.Flush(flushToDisk: true);
    }

    private static void RunParquet(string input, string output)
    {
        ArrowReaderProperties reading = ArrowReaderProperties.GetDefault();
        reading.BatchSize = BatchRows;
        reading.UseThreads = false;
        using var reader = new FileReader(input, null, reading);
        using IArrowArrayStream batches = reader.GetRecordBatchReader();
        using WriterProperties writing = new WriterPropertiesBuilder().DisableDictionary().Compression(Compression.Snappy).Build();
        using FileStream to = new(output, FileMode.Create, FileAccess.Write, FileShare.None);
        using ArrowWriterProperties arrow = new ArrowWriterPropertiesBuilder().StoreSchema().Build();
        using var writer = new FileWriter(to, reader.Schema, writing, arrow, leaveOpen: true);
        while (batches.ReadNextRecordBatchAsync().AsTask().Result is { } batch)
        {
            using (batch)
            {
                var lists = (FixedSizeListArray)batch.Column(0);
                byte[] probabilities = new byte[lists.Length * Classes * sizeof(float)];
                ReadOnlySpan<float> logits = ((FloatArray)lists.Values).Values.Slice(lists.Offset * Classes, lists.Length * Classes);
                Logits.Softmax(logits, Classes, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(probabilities.AsSpan()));
                var values = new ArrayData(Apache.Arrow.Types.FloatType.Default, lists.Length * Classes, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(probabilities)]);
                IArrowArray scored = ArrowArrayFactory.BuildArray(new ArrayData(lists.Data.DataType, lists.Length, 0, 0, [ArrowBuffer.Empty], [values]));
                writer.WriteRecordBatch(new RecordBatch(reader.Schema, [scored], lists.Length), lists.Length);
            }
        }

        writer.Close();
        to.Flush(flushToDisk: true);
    }
}
