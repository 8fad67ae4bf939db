using System.Numerics;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Logits;

/// <summary>The stage returns the same bits as the kernel. For a sparse row, it returns the values of the equivalent dense row.</summary>
public sealed class LogitsTransformerTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Stages => Stage.OfLogits;

    [Theory, MemberData(nameof(Stages))]
    public void Transform_DenseSingle_EqualsKernel(string name) =>
        AssertEqualsKernel(Stage.Named(name), RandomRows.CreateSingle(50, 7, seed: 11), LogitsData.Dense, [7]);

    [Theory, MemberData(nameof(Stages))]
    public void Transform_DenseDouble_EqualsKernel(string name) =>
        AssertEqualsKernel(Stage.Named(name), RandomRows.Create(50, 7, seed: 12), LogitsData.Dense, [7]);

    [Theory, MemberData(nameof(Stages))]
    public void Transform_SparseSingle_EqualsKernelOfDenseRow(string name) =>
        AssertEqualsKernel(Stage.Named(name), RandomRows.CreateSingle(50, 7, seed: 13), LogitsData.Sparse, [7]);

    [Theory, MemberData(nameof(Stages))]
    public void Transform_SparseDouble_EqualsKernelOfDenseRow(string name) =>
        AssertEqualsKernel(Stage.Named(name), RandomRows.Create(50, 7, seed: 14), LogitsData.Sparse, [7]);

    [Theory, MemberData(nameof(Stages))]
    public void Transform_RowWithoutStoredElements_EqualsRowOfZeros(string name)
    {
        Stage stage = Stage.Named(name);
        AssertEqualsKernel(stage, [new float[5], [0, 0, 3, 0, 0]], LogitsData.Sparse, [5]);
    }

    [Theory, MemberData(nameof(Stages))]
    public void Transform_UnknownSize_AcceptsRowsOfDifferentLengths(string name)
    {
        float[][] rows = [[1, 2, 3], [], [-4], [7, 0, 0, 0, 0, 2], [1000, 1001, 1002]];
        AssertEqualsKernel(Stage.Named(name), rows, LogitsData.Dense, shape: null);
        AssertEqualsKernel(Stage.Named(name), rows, LogitsData.Sparse, shape: null);
    }

    [Theory, MemberData(nameof(Stages))]
    public void Transform_Tensor_IsOneRowWhateverItsShape(string name)
    {
        double[][] rows = RandomRows.Create(5, 6, seed: 15);
        AssertEqualsKernel(Stage.Named(name), rows, LogitsData.Dense, [1, 6]);
        AssertEqualsKernel(Stage.Named(name), rows, LogitsData.Dense, [2, 3]);
        AssertEqualsKernel(Stage.Named(name), rows, LogitsData.Dense, [6, 1, 1]);
    }

    [Theory, MemberData(nameof(Stages))]
    public void Transform_OutputNamedAsInput_ReplacesIt(string name)
    {
        Stage stage = Stage.Named(name);
        float[][] rows = RandomRows.CreateSingle(20, 4, seed: 16);
        IDataView data = LogitsData.Dense(_ml, rows);

        IDataView result = stage.Create(_ml, "Logits", "Logits").Fit(data).Transform(data);

        Assert.Equal(Array.ConvertAll(rows, stage.Compute), LogitsData.Values<float>(result, "Logits"));
        // As in ML.NET's own transforms, the replaced column remains, but the new one hides it.
        Assert.Equal(["Logits", "Logits", "Id"], result.Schema.Select(column => column.Name));
        Assert.True(result.Schema[0].IsHidden);
        Assert.Equal(rows, [.. result.GetColumn<VBuffer<float>>(result.Schema[0]).Select(row => row.DenseValues().ToArray())]);
    }

    [Theory, MemberData(nameof(Stages))]
    public void Transform_SeveralPairs_ComputesEach(string name)
    {
        Stage stage = Stage.Named(name);
        float[][] rows = RandomRows.CreateSingle(20, 4, seed: 17);
        IDataView data = LogitsData.Dense(_ml, rows);
        IDataView two = _ml.Transforms.CopyColumns("Other", "Logits").Fit(data).Transform(data);

        InputOutputColumnPair[] pairs = [new("A", "Logits"), new("B", "Other"), new("C", "Logits")];
        IDataView result = stage.Create(_ml, pairs).Fit(two).Transform(two);

        float[][] expected = Array.ConvertAll(rows, stage.Compute);
        Assert.All(pairs, pair => Assert.Equal(expected, LogitsData.Values<float>(result, pair.OutputColumnName)));
    }

    [Theory, MemberData(nameof(Stages))]
    public void Columns_CallersArrayChangedLater_StayTheSame(string name)
    {
        InputOutputColumnPair[] pairs = [new("Out", "Logits")];
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2]);
        IEstimator<ITransformer> estimator = Stage.Named(name).Create(_ml, pairs);
        pairs[0] = new InputOutputColumnPair("Other", "Nothing");

        var transformer = (LogitsTransformer)estimator.Fit(data);

        Assert.Equal("Out", Assert.Single(transformer.Columns).OutputColumnName);
        Assert.Throws<NotSupportedException>(() => ((IList<InputOutputColumnPair>)transformer.Columns)[0] = pairs[0]);
    }

    [Theory, MemberData(nameof(Stages))]
    public void GetDependencies_OneOfSeveralOutputs_ReturnsItsInputOnly(string name)
    {
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2]);
        IDataView two = _ml.Transforms.CopyColumns("Other", "Logits").Fit(data).Transform(data);
        InputOutputColumnPair[] pairs = [new("A", "Logits"), new("B", "Other")];
        IRowToRowMapper mapper = Stage.Named(name).Create(_ml, pairs).Fit(two).GetRowToRowMapper(two.Schema);

        Assert.Equal(["Other"], mapper.GetDependencies([mapper.OutputSchema["B"]]).Select(column => column.Name));
    }

    [Theory, MemberData(nameof(Stages))]
    public void Transform_Temperature_EqualsKernel(string name)
    {
        Stage stage = Stage.Named(name);
        double[][] rows = RandomRows.Create(50, 5, seed: 18);
        double[][] expected = Array.ConvertAll(rows, row => stage.Compute(row, 2.5));

        foreach (Func<double[], VBuffer<double>> form in (Func<double[], VBuffer<double>>[])[LogitsData.Dense, LogitsData.Sparse])
        {
            IDataView data = LogitsData.Create(_ml, Array.ConvertAll(rows, row => form(row)), [5]);
            IDataView result = stage.Create(_ml, "Out", "Logits", temperature: 2.5).Fit(data).Transform(data);
            AssertWithin(0, expected, LogitsData.Values<double>(result, "Out"));
        }
    }

    [Fact]
    public void Softmax_SparseRowsOfManyClasses_SumToOne()
    {
        float[][] rows = Array.ConvertAll(RandomRows.CreateSingle(20, 5, seed: 19), row => (float[])[.. row, .. new float[50_000]]);
        IDataView data = LogitsData.Create(_ml, Array.ConvertAll(rows, LogitsData.Sparse), [rows[0].Length]);
        IDataView result = Stage.Softmax.Create(_ml, "Out", "Logits").Fit(data).Transform(data);
        Assert.All(LogitsData.Values<float>(result, "Out"), row => Assert.Equal(1, row.Sum(p => (double)p), 1e-6));
    }

    [Theory, MemberData(nameof(Stages))]
    public void Transform_SourceBuffer_StaysUnchanged(string name)
    {
        float[][] rows = [[1, 2, 3], [-5, 0, 5]];
        IDataView data = _ml.Data.Cache(LogitsData.Dense(_ml, rows));
        IDataView result = Stage.Named(name).Create(_ml, "Out", "Logits", temperature: 3).Fit(data).Transform(data);

        LogitsData.Values<float>(result, "Out");

        Assert.Equal(rows, LogitsData.Values<float>(result, "Logits"));
    }

    private void AssertEqualsKernel(Stage stage, float[][] rows, Func<float[], VBuffer<float>> form, int[]? shape) =>
        AssertTransformed(stage, Array.ConvertAll(rows, row => form(row)), Array.ConvertAll(rows, stage.Compute), shape);

    private void AssertEqualsKernel(Stage stage, double[][] rows, Func<double[], VBuffer<double>> form, int[]? shape) =>
        AssertTransformed(stage, Array.ConvertAll(rows, row => form(row)), Array.ConvertAll(rows, stage.Compute), shape);

    private void AssertTransformed<T>(Stage stage, VBuffer<T>[] rows, T[][] expected, int[]? shape)
        where T : IBinaryFloatingPointIeee754<T>
    {
        IDataView data = LogitsData.Create(_ml, rows, shape);
        IDataView result = stage.Create(_ml, "Out", "Logits").Fit(data).Transform(data);
        AssertWithin(rows.All(row => row.IsDense) ? 0 : stage.SparseUlps, expected, LogitsData.Values<T>(result, "Out"));
    }

    private static void AssertWithin<T>(double ulps, T[][] expected, T[][] actual)
        where T : IBinaryFloatingPointIeee754<T>
    {
        if (ulps == 0)
        {
            Assert.Equal(expected, actual);
            return;
        }
        Assert.Equal(expected.Length, actual.Length);
        for (int row = 0; row < expected.Length; row++)
        {
            Assert.Equal(expected[row].Length, actual[row].Length);
            for (int i = 0; i < expected[row].Length; i++)
            {
                T value = expected[row][i], found = actual[row][i];
                double distance = double.CreateTruncating(T.Abs(found - value) / (T.BitIncrement(value) - value));
                Assert.True(
                    value.Equals(found) || distance <= ulps,
                    FormattableString.Invariant($"row {row} [{i}]: expected {value}, found {found}, {distance} ulp apart"));
            }
        }
    }
}
