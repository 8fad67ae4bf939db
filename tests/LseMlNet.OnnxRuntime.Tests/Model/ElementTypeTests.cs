using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>The item type of a column for each element type of a tensor.</summary>
public class ElementTypeTests
{
    private readonly MLContext _ml = new();

    [Fact]
    public void Transform_EachElementType_KeepsEveryValue()
    {
        AssertKept<float>(Float32, NumberDataViewType.Single, [1.5f, float.NaN, float.MinValue, float.Epsilon]);
        AssertKept<double>(Float64, NumberDataViewType.Double, [0.1, double.PositiveInfinity, double.MaxValue, double.Epsilon]);
        AssertKept<sbyte>(Integer8, NumberDataViewType.SByte, [sbyte.MinValue, sbyte.MaxValue]);
        AssertKept<byte>(Unsigned8, NumberDataViewType.Byte, [0, byte.MaxValue]);
        AssertKept<short>(Integer16, NumberDataViewType.Int16, [short.MinValue, short.MaxValue]);
        AssertKept<ushort>(Unsigned16, NumberDataViewType.UInt16, [0, ushort.MaxValue]);
        AssertKept<int>(Integer32, NumberDataViewType.Int32, [int.MinValue, int.MaxValue]);
        AssertKept<uint>(Unsigned32, NumberDataViewType.UInt32, [0, uint.MaxValue]);
        AssertKept<long>(Integer64, NumberDataViewType.Int64, [long.MinValue, long.MaxValue]);
        AssertKept<ulong>(Unsigned64, NumberDataViewType.UInt64, [0, ulong.MaxValue]);
        AssertKept<bool>(Flag, BooleanDataViewType.Instance, [true, false]);
    }

    [Theory]
    [InlineData(Float16, 0.1f, 0.0999755859375f)]
    [InlineData(Float16, 65504f, 65504f)]
    // Ties are rounded to even; values above a tie are rounded up.
    [InlineData(Float16, 2049f, 2048f)]
    [InlineData(Float16, 2051f, 2052f)]
    [InlineData(Float16, 65519f, 65504f)]
    [InlineData(Float16, 5.9604645e-8f, 5.9604645e-8f)]
    [InlineData(Float16, 1e-10f, 0f)]
    [InlineData(Float16, float.NegativeInfinity, float.NegativeInfinity)]
    [InlineData(Float16, float.NaN, float.NaN)]
    [InlineData(BFloat16, 0.1f, 0.10009765625f)]
    [InlineData(BFloat16, 257f, 256f)]
    [InlineData(BFloat16, 259f, 260f)]
    [InlineData(BFloat16, -1e30f, -1.00025555e30f)]
    [InlineData(BFloat16, float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(BFloat16, float.NaN, float.NaN)]
    public void Transform_SixteenBitFloats_RoundsToTheNearest(int type, float value, float expected)
    {
        IDataView data = Rows.Of<float>(_ml, [value, 1]);

        IDataView scored = Transform(type, data);

        Assert.Equal("Vector<Single, 2>", scored.Schema["Y"].Type.ToString());
        Assert.Equal([expected, 1], Rows.Values<float>(scored, "Y")[0]);
    }

    [Fact]
    public void Transform_EveryHalf_IsExact()
    {
        float[] halves = [.. Enumerable.Range(0, 1 << 16).Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits))];
        IDataView data = Rows.Of(_ml, halves);

        Assert.Equal(halves, Rows.Values<float>(Transform(Float16, data), "Y")[0]);
    }

    [Theory]
    [InlineData(Float16, 65520f, "65520", "Float16")]
    [InlineData(Float16, -1e30f, "-1E+30", "Float16")]
    [InlineData(BFloat16, float.MaxValue, "3.4028235E+38", "BFloat16")]
    public void Transform_FiniteValueBeyondTheRange_NamesTheElement(int type, float value, string text, string name)
    {
        IDataView data = Rows.Of<float>(_ml, [1, value]);
        using OnnxScoringTransformer transformer = Fit(type, data);
        using var row = new ScoredRow(transformer, data);
        row.MoveNext();

        Assert.Equal($"ScoreOnnxModel: element 1 of column 'X' is {text}; expected a number in the range of {name}, the element type of " +
            "model input 'x'. Scale, clip or round the column earlier in the pipeline.", Assert.Throws<InvalidOperationException>(
                () => row.Get()).Message);
    }

    [Theory]
    [InlineData(Unsigned8, new[] { 0f, 255 })]
    [InlineData(Integer8, new[] { -128f, 127 })]
    [InlineData(Unsigned16, new[] { 0f, 65535 })]
    [InlineData(Integer16, new[] { -32768f, 32767 })]
    [InlineData(Integer32, new[] { -2147483648f, 2147483520 })]
    [InlineData(Integer64, new[] { -9223372036854775808f, 9223371487098961920 })]
    public void Transform_SingleWithWholeNumbers_FitsATensorOfIntegers(int type, float[] values)
    {
        byte[] model = Model(
            13, [Tensor("x", type, "batch", 2)], [Tensor("y", Float32, "batch", 2)], [], Node("Cast", "x", "y", ("to", Float32)));
        IDataView data = Rows.Of(_ml, values, [1, 0]);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, model, data);

        Assert.Equal([values, [1, 0]], Rows.Values<float>(transformer.Transform(data), "Y"));
    }

    [Theory]
    [InlineData(Unsigned8, 0.5f, "0.5", "0 to 255")]
    [InlineData(Unsigned8, -1f, "-1", "0 to 255")]
    [InlineData(Unsigned8, 256f, "256", "0 to 255")]
    [InlineData(Unsigned8, float.NaN, "NaN", "0 to 255")]
    [InlineData(Unsigned8, float.PositiveInfinity, "Infinity", "0 to 255")]
    [InlineData(Integer32, 2147483648f, "2.1474836E+09", "-2147483648 to 2147483647")]
    [InlineData(Integer64, 9223372036854775808f, "9.223372E+18", "-9223372036854775808 to 9223372036854775807")]
    public void Transform_SingleThatIsNotSuchAnInteger_NamesTheElement(int type, float value, string text, string range)
    {
        byte[] model = Model(
            13, [Tensor("x", type, "batch", 2)], [Tensor("y", Float32, "batch", 2)], [], Node("Cast", "x", "y", ("to", Float32)));
        IDataView data = Rows.Of<float>(_ml, [1, value]);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, model, data);
        using var row = new ScoredRow(transformer, data);
        row.MoveNext();

        Assert.Equal($"ScoreOnnxModel: element 1 of column 'X' is {text}; expected a whole number from {range}, the element type of " +
            "model input 'x'. Scale, clip or round the column earlier in the pipeline.",
            Assert.Throws<InvalidOperationException>(() => row.Get()).Message);
    }

    [Fact]
    public void Fit_ColumnOfAnotherType_StatesTheExpectedType()
    {
        IDataView data = Rows.Of<double>(_ml, [1, 2]);

        Assert.Equal("ScoreOnnxModel: input column 'X' is Vector<Double, 2>; expected a vector of Int64 (or of Single with whole " +
            "numbers) for model input 'x', [batch,2] = 2 elements per row. " +
            "Join scalars with Concatenate; convert other number types with ConvertType. (Parameter 'inputSchema')",
            Assert.Throws<ArgumentOutOfRangeException>(() => Fit(Integer64, data)).Message);
    }

    private void AssertKept<T>(int type, PrimitiveDataViewType itemType, T[] values)
        where T : unmanaged
    {
        var schema = SchemaDefinition.Create(typeof(Row<T>));
        schema[nameof(Row<>.X)].ColumnType = new VectorDataViewType(itemType, values.Length);
        T[] reversed = [.. values.Reverse()];
        IDataView data = _ml.Data.LoadFromEnumerable<Row<T>>(
            [new() { X = new VBuffer<T>(values.Length, values) }, new() { X = new VBuffer<T>(values.Length, reversed) },
            new() { X = new VBuffer<T>(values.Length, 0, [], []) }], schema);
        IDataView scored = Transform(type, data, values.Length);

        Assert.Equal(new VectorDataViewType(itemType, values.Length), scored.Schema["Y"].Type);
        Assert.Equal([values, reversed, new T[values.Length]], Rows.Values<T>(scored, "Y"));
    }

    private IDataView Transform(int type, IDataView data, int? length = null) => Fit(type, data, length).Transform(data);

    private OnnxScoringTransformer Fit(int type, IDataView data, int? length = null)
    {
        int size = length ?? ((VectorDataViewType)data.Schema["X"].Type).Size;
        byte[] model = Model(16, [Tensor("x", type, "batch", size)], [Tensor("y", type, "batch", size)], [], Node("Identity", "x", "y"));
        return _ml.Transforms.ScoreOnnxModel(ScoringStage.Options(model)).Fit(data);
    }
}
