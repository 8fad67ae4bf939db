using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Persistence;

/// <summary>Damaged pipelines cause an error, never a crash, a hang, or an allocation of gigabytes.</summary>
public sealed class DamagedFileTests
{
    private const int Mutations = 10_000;
    private const long MaximumBytes = 16 << 20;

    private readonly MLContext _ml = new(seed: 1);

    [Theory, InlineData("Softmax"), InlineData("SelectLabel"), InlineData("TopK"), InlineData("NameClasses"), InlineData("TemperatureScaling")]
    [InlineData("PredictionSet"), InlineData("RejectAbove")]
    public void Load_MutatedStage_LoadsOrFailsClearly(string stage)
    {
        byte[] pipeline = Save(stage);
        byte[] entry = SavedPipeline.ReadEntry(pipeline, SavedPipeline.StageEntry);
        int settings = Settings(entry);
        int settingsEnd = entry.AsSpan().IndexOf("L\0s\0e\0M\0l"u8);
        int loaded = 0;
        for (int seed = 0; seed < Mutations; seed++)
        {
            byte[] mutated = Mutate(entry, new Random(seed));
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                _ml.Model.Load(new MemoryStream(SavedPipeline.WithEntry(pipeline, SavedPipeline.StageEntry, mutated)), out _);
                loaded++;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                bool isHeaderIntact = mutated.Length >= settings && mutated.AsSpan(0, settings).SequenceEqual(entry.AsSpan(0, settings))
                    && mutated.Length == entry.Length && mutated.AsSpan(settingsEnd).SequenceEqual(entry.AsSpan(settingsEnd));
                // If the header is intact, ML.NET finds the stage, which then reports what is wrong with its settings.
                Assert.True(!isHeaderIntact || Chain(e).Any(x => x.Message.StartsWith($"The saved {stage} stage is damaged:", StringComparison.Ordinal)), $"seed {seed}: {e}");
            }
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MaximumBytes, $"seed {seed}: {allocated:N0} bytes");
        }
        // Some mutated files differ only in a name or the temperature and still load. If all or none loaded, the test would prove nothing.
        Assert.InRange(loaded, 1, Mutations / 2);
    }

    [Theory, InlineData("Softmax"), InlineData("SelectLabel"), InlineData("TopK"), InlineData("NameClasses"), InlineData("TemperatureScaling")]
    [InlineData("PredictionSet"), InlineData("RejectAbove")]
    public void Load_TruncatedStage_FailsAtEveryLength(string stage)
    {
        byte[] pipeline = Save(stage);
        byte[] entry = SavedPipeline.ReadEntry(pipeline, SavedPipeline.StageEntry);
        for (int length = 0; length < entry.Length; length++)
        {
            byte[] truncated = SavedPipeline.WithEntry(pipeline, SavedPipeline.StageEntry, entry[..length]);
            Assert.ThrowsAny<Exception>(() => _ml.Model.Load(new MemoryStream(truncated), out _));
        }
    }

    [Theory, InlineData("Sigmoid"), InlineData("LogSigmoid")]
    public void Load_ClassAxisOfElementwiseStage_FailsClearly(string stage)
    {
        byte[] pipeline = Save(stage);
        byte[] entry = SavedPipeline.ReadEntry(pipeline, SavedPipeline.StageEntry);
        // Whether there is an axis comes after the columns, the temperature and the handling of invalid rows.
        entry[Settings(entry) + sizeof(int) + "\u0003Out\u0006Logits".Length + sizeof(double) + sizeof(int)] = 1;

        Exception error = Assert.ThrowsAny<Exception>(
            () => _ml.Model.Load(new MemoryStream(SavedPipeline.WithEntry(pipeline, SavedPipeline.StageEntry, entry)), out _));

        Assert.Contains(
            $"The saved {stage} stage is damaged: its class axis is 0; expected none, because each logit has a result of its own. " +
            "Save the pipeline again, or restore the file.",
            Chain(error).Select(e => e.Message));
    }

    private byte[] Save(string stage)
    {
        if (stage == "TemperatureScaling")
        {
            IDataView labelled = LabelledData.Create(_ml, [LogitsData.Dense<float>([1, 2]), LogitsData.Dense<float>([3, 1]), LogitsData.Dense<float>([2, 1])], [1, 0, 1], null, [2]);
            return SavedPipeline.Save(_ml, _ml.Transforms.TemperatureScaling("Out", "Logits").Fit(labelled), labelled.Schema);
        }
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2, 3, 4, 5, 6]);
        return SavedPipeline.Save(_ml, Stage.Named(stage).Create(_ml, "Out", "Logits").Fit(data), data.Schema);
    }

    // The settings of all stages except TopK begin with the number of columns.
    private static int Settings(byte[] entry) => entry.AsSpan().IndexOf("\u0003Out"u8) - (entry.AsSpan().IndexOf("TopK"u8) < 0 ? sizeof(int) : 0);

    // Applies one to four mutations: flips a bit, overwrites bytes with extreme values, or removes or repeats a range.
    private static byte[] Mutate(byte[] entry, Random random)
    {
        List<byte> bytes = [.. entry];
        for (int i = random.Next(1, 5); i > 0 && bytes.Count > 8; i--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 9), bytes.Count - at);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    for (int j = 0; j < length; j++)
                    {
                        bytes[at + j] = random.Next(2) == 0 ? (byte)0xFF : (byte)0x7F;
                    }

                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
            }
        }
        return [.. bytes];
    }

    private static IEnumerable<Exception> Chain(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            yield return error;
        }
    }
}
