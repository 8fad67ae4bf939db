using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Tests.Contract;

/// <summary>Along every axis, and in every opset that ML.NET writes, ONNX Runtime computes what the pipeline computes.</summary>
public sealed class OnnxAxisTests
{
    private static readonly int[][] Shapes = [[2, 3, 4], [21, 7, 5], [1, 84, 10]];

    private readonly MLContext _ml = new(seed: 1);

    /// <summary>Every axis with more than one class, counted from the start and from the end.</summary>
    public static TheoryData<int, int> Axes()
    {
        var all = new TheoryData<int, int>();
        for (int shape = 0; shape < Shapes.Length; shape++)
        {
            for (int axis = -3; axis < 3; axis++)
            {
                if (Shapes[shape][axis < 0 ? axis + 3 : axis] > 1)
                {
                    all.Add(shape, axis);
                }
            }
        }

        return all;
    }

    [Theory, MemberData(nameof(Axes))]
    public void ConvertToOnnx_AlongAxis_EqualsPipeline(int shapeIndex, int axis)
    {
        int[] shape = Shapes[shapeIndex];
        int size = shape.Aggregate(1, (product, length) => product * length);
        float[][] rows = Array.ConvertAll(
            RandomRows.CreateSingle(3, size, seed: 94), row => Array.ConvertAll(row, x => Math.Clamp(x, -20, 20)));
        // A position without a softmax, and an excluded class.
        rows[1][5] = float.NaN;
        rows[2][3] = float.NegativeInfinity;
        IDataView data = LogitsData.Create(_ml, Array.ConvertAll(rows, LogitsData.Dense), shape);
        ITransformer model = Pipeline(axis).Fit(data);
        IDataView expected = model.Transform(data);

        foreach (int? opset in (int?[])[null, 9, 12])
        {
            using InferenceSession session = Exported.Open(stream =>
            {
                if (opset is { } version)
                {
                    _ml.Model.ConvertToOnnx(model, data, version, stream);
                }
                else
                {
                    _ml.Model.ConvertToOnnx(model, data, stream);
                }
            });
            foreach (string column in (string[])["Softmax", "LogSoftmax", "LogSumExp", "Entropy", "Margin", "TopProbabilities"])
            {
                AssertSame<float>(
                    session, expected, column, rows, shape, (x, y) => x.Equals(y) || Math.Abs(x - y) <= 2e-5f * Math.Max(1, Math.Abs(x)));
            }

            foreach (string column in (string[])["Label", "Confident", "TopLabels"])
            {
                AssertSame<uint>(session, expected, column, rows, shape, (x, y) => x == y);
            }
        }
    }

    [Theory, InlineData(9), InlineData(10), InlineData(11), InlineData(12), InlineData(null)]
    public void ConvertToOnnx_TopKOfRows_EqualsPipeline(int? opset)
    {
        double[][] rows = [.. RandomRows.Create(30, 6, seed: 95), [1, 1, 1, 2, 2, 2], [0, 0, 0, 0, 0, 0], [1, double.NaN, 0, 0, 0, 0],
            [double.NegativeInfinity, 1, 2, 3, 4, 5]];
        IDataView data = LogitsData.Dense(_ml, rows);
        ITransformer model = _ml.Transforms.Softmax("P", "Logits").Append(
            _ml.Transforms.TopK("Labels", "Probabilities", "P", k: 3)).Fit(data);
        IDataView expected = model.Transform(data);
        using InferenceSession session = Exported.Open(stream =>
        {
            if (opset is { } version)
            {
                _ml.Model.ConvertToOnnx(model, data, version, stream);
            }
            else
            {
                _ml.Model.ConvertToOnnx(model, data, stream);
            }
        });
        AssertSame<uint>(session, expected, "Labels", rows, [6], (x, y) => x == y);
        AssertSame<double>(session, expected, "Probabilities", rows, [6], (x, y) => x.Equals(y) || Math.Abs(x - y) < 1e-12);
    }

    private EstimatorChain<TopKTransformer> Pipeline(int axis) =>
        _ml.Transforms.Softmax(new SoftmaxOptions { Columns = [new("Softmax", "Logits")], ClassAxis = axis })
            .Append(_ml.Transforms.LogSoftmax(new LogSoftmaxOptions
            {
                Columns = [new("LogSoftmax", "Logits")],
                ClassAxis = axis,
                Temperature = 1.3,
            }))
            .Append(_ml.Transforms.LogSumExp(new LogSumExpOptions
            {
                Columns = [new("LogSumExp", "Logits")],
                ClassAxis = axis,
                Temperature = 2,
            }))
            .Append(_ml.Transforms.Entropy(new EntropyOptions { Columns = [new("Entropy", "Logits")], ClassAxis = axis }))
            .Append(_ml.Transforms.Margin(new MarginOptions { Columns = [new("Margin", "Logits")], ClassAxis = axis }))
            .Append(_ml.Transforms.SelectLabel(new SelectLabelOptions { Columns = [new("Label", "Logits")], ClassAxis = axis }))
            .Append(_ml.Transforms.SelectLabel(new SelectLabelOptions
            {
                Columns = [new("Confident", "Softmax")],
                ClassAxis = axis,
                MinimumProbability = 0.7f,
            }))
            .Append(_ml.Transforms.TopK(new TopKOptions
            {
                LabelColumnName = "TopLabels",
                ProbabilityColumnName = "TopProbabilities",
                InputColumnName = "Logits",
                K = 2,
                Scores = ScoreMeaning.Logits,
                ClassAxis = axis,
            }));

    private static void AssertSame<TResult>(
        InferenceSession session, IDataView expected, string column, Array rows, int[] shape, Func<TResult, TResult, bool> same)
        where TResult : unmanaged
    {
        TResult[][] values = LogitsData.Values<TResult>(expected, column);
        long[] input = [1, .. shape.Select(size => (long)size)];
        for (int i = 0; i < values.Length; i++)
        {
            TResult[] found = rows is double[][] wide
                ? Exported.Run<double, TResult>(session, wide[i], input, $"{column}.")
                : Exported.Run<float, TResult>(session, ((float[][])rows)[i], input, $"{column}.");
            Assert.Equal(values[i].Length, found.Length);
            Assert.All(values[i].Zip(found), pair => Assert.True(same(pair.First, pair.Second), $"{column} of row {i}: {pair}"));
        }

        int[] dimensions = [.. ((VectorDataViewType)expected.Schema[column].Type).Dimensions];
        Assert.Equal([-1, .. dimensions], session.OutputMetadata[$"{column}.output"].Dimensions);
    }
}
