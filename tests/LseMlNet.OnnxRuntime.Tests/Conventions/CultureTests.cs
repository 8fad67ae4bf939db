using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.OnnxRuntime.Tests.Conventions;

/// <summary>Numbers in the texts of the library are the same whatever the culture of the program is.</summary>
public sealed class CultureTests
{
    private static readonly Dictionary<string, Action<MLContext>> Errors = new()
    {
        ["batch size"] = ml => ScoringStage.Fit(ml, Identity("batch", 2), Rows.Of<float>(ml, [1, 2]), batchSize: -1),
        ["threads"] = ml => ScoringStage.Fit(ml, Identity("batch", 2), Rows.Of<float>(ml, [1, 2]), threads: -1),
        ["number that is not whole"] = ml => Score(ml, [1, -1.5f]),
        ["number out of range"] = ml => Score(ml, [1, 12345678]),
    };

    public static TheoryData<string> Names => [.. Errors.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Error_InEveryCulture_IsTheSame(string name) =>
        ForeignCulture.AssertSame(() => Assert.ThrowsAny<Exception>(() => Errors[name](new MLContext())).Message);

    private static void Score(MLContext ml, float[] row)
    {
        byte[] model = Model([Tensor("x", Integer16, "batch", 2)], [Tensor("y", Float32, "batch", 2)], Node("Cast", "x", "y", ("to", Float32)));
        IDataView data = Rows.Of<float>(ml, row);
        using OnnxScoringTransformer stage = ScoringStage.Fit(ml, model, data);
        Rows.Values<float>(stage.Transform(data), "Y");
    }
}
