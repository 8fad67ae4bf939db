using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Metrics.Classes;

public sealed class ClassMetricsTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Names => Reference.Names;

    [Theory, MemberData(nameof(Names))]
    public void Classes_Reference_EqualScikitLearn(string name)
    {
        Details expected = Details.Named(name);
        LogitsMetrics metrics = Evaluated.Reference(_ml, name);
        Assert.Equal(expected.Counts.Select(row => row.Sum()), metrics.Classes.Select(item => item.RowCount));
        for (int i = 0; i < metrics.ClassCount; i++)
        {
            ClassMetrics item = metrics.Classes[i];
            // Where scikit-learn divides 0 by 0, it returns 0.
            MetricsAssert.Close(item.PredictedWeight > 0 ? expected.Precision[i] : double.NaN, item.Precision);
            MetricsAssert.Close(item.Weight > 0 ? expected.Recall[i] : double.NaN, item.Recall);
            bool occurs = item.Weight + item.PredictedWeight > 0;
            MetricsAssert.Close(occurs ? expected.F1[i] : double.NaN, item.F1);
            MetricsAssert.Close(occurs ? expected.IntersectionOverUnion[i] : double.NaN, item.IntersectionOverUnion);
            MetricsAssert.Close(expected.LogLoss[i] ?? double.NaN, item.LogLoss);
        }

        MetricsAssert.Close(expected.LogLossReduction, metrics.LogLossReduction);
        AssertClose(expected.Macro, metrics.MacroAverage);
        AssertClose(expected.Weighted, metrics.WeightedAverage);
        Assert.Equal(expected.Saturated, metrics.SaturatedRowCount);
    }

    [Fact]
    public void Classes_ClassesThatNeverOccur_AreNaNAndLeftOutOfAverages()
    {
        // Class 1 is never predicted, class 2 never a label, class 3 neither.
        IDataView data = LabelledData.Create<float>(_ml, [[9, 0, 0, 0], [9, 0, 0, 0], [0, 0, 9, 0]], [0, 1, 0]);
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(data);
        Assert.Equal([0.5, double.NaN, 0, double.NaN], metrics.Classes.Select(item => item.Precision));
        Assert.Equal([0.5, 0, double.NaN, double.NaN], metrics.Classes.Select(item => item.Recall));
        Assert.Equal([0.5, 0, 0, double.NaN], metrics.Classes.Select(item => item.F1));
        Assert.Equal([1.0 / 3, 0, 0, double.NaN], metrics.Classes.Select(item => item.IntersectionOverUnion));
        Assert.Equal((0.5 / 3, 0.5 / 3, 0.5 / 3), (metrics.MacroAverage.Precision, metrics.MacroAverage.Recall, metrics.MacroAverage.F1));
        Assert.Equal(1.0 / 3, metrics.WeightedAverage.Recall);
        Assert.Equal(metrics.MicroAccuracy, metrics.WeightedAverage.Recall);
    }

    [Fact]
    public void LogLossReduction_LabelsOfOneClass_IsMinusInfinity()
    {
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(LabelledData.Create<float>(_ml, [[1, 2], [3, 2]], [1, 1]));
        Assert.Equal(double.NegativeInfinity, metrics.LogLossReduction);
    }

    [Theory, InlineData("ordinary"), InlineData("many"), InlineData("weighted"), InlineData("cold")]
    public void EvaluateLogits_AndInBoxEvaluate_ReturnTheSame(string name)
    {
        Reference reference = Reference.Named(name);
        // The in-box method takes no weights.
        IDataView data = LabelledData.Create(_ml, reference.SingleLogits, reference.Labels);
        IDataView scored = _ml.Transforms.Softmax("Score", "Logits")
            .Append(_ml.Transforms.SelectLabel("PredictedLabel", "Logits")).Fit(data).Transform(data);
        var schema = SchemaDefinition.Create(typeof(InBoxRow));
        schema["Score"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, reference.Logits[0].Length);
        schema["Label"].ColumnType = schema["PredictedLabel"].ColumnType = new KeyDataViewType(typeof(uint), reference.Logits[0].Length);
        // Keys start at 1 when they are read, and at 0 when they are loaded.
        IEnumerable<InBoxRow> rows = _ml.Data.CreateEnumerable<InBoxRow>(scored, reuseRowObject: false)
            .Select(row => new InBoxRow { Score = row.Score, Label = row.Label - 1, PredictedLabel = row.PredictedLabel - 1 });
        IDataView inBox = _ml.Data.LoadFromEnumerable(rows, schema);

        MulticlassClassificationMetrics expected = _ml.MulticlassClassification.Evaluate(inBox);
        LogitsMetrics actual = _ml.MulticlassClassification.EvaluateLogits(data);
        Assert.Equal(expected.LogLossReduction, actual.LogLossReduction, 1e-5);
        Assert.Equal(expected.ConfusionMatrix.Counts.Select(row => row.Select(count => (long)count)), actual.ConfusionMatrix.Counts);
        for (int i = 0; i < actual.ClassCount; i++)
        {
            Assert.Equal(expected.ConfusionMatrix.PerClassPrecision[i], OrZero(actual.Classes[i].Precision), 1e-12);
            Assert.Equal(expected.ConfusionMatrix.PerClassRecall[i], OrZero(actual.Classes[i].Recall), 1e-12);
            Assert.Equal(expected.PerClassLogLoss[i], OrZero(actual.Classes[i].LogLoss), 1e-5);
        }

        static double OrZero(double value) => double.IsNaN(value) ? 0 : value;
    }

    private static void AssertClose(DetailAverages expected, ClassAverages actual)
    {
        MetricsAssert.Close(expected.Precision, actual.Precision);
        MetricsAssert.Close(expected.Recall, actual.Recall);
        MetricsAssert.Close(expected.F1, actual.F1);
        MetricsAssert.Close(expected.IntersectionOverUnion, actual.IntersectionOverUnion);
    }

    private sealed class InBoxRow
    {
        public float[] Score { get; set; } = [];

        public uint Label { get; set; }

        public uint PredictedLabel { get; set; }
    }
}
