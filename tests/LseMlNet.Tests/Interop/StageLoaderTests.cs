using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Interop;

public sealed class StageLoaderTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void X()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2]);
        byte[] p = SavedPipeline.Save(_ml, Stage.Softmax.Create(_ml, "Out", "Logits").Fit(data), data.Schema);
        foreach (var n in SavedPipeline.EntryNames(p)) { Console.WriteLine(n); Console.WriteLine(Convert.ToHexString(SavedPipeline.ReadEntry(p, n))); }
        Assert.Fail(string.Join(",", SavedPipeline.EntryNames(p).Select(n => n + " " + System.Text.Encoding.Latin1.GetString(SavedPipeline.ReadEntry(p, n)).Replace("\0", "."))));
    }
}
