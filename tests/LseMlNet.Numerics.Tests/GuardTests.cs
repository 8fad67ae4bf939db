namespace LseMlNet.Numerics.Tests;

/// <summary>The text of every error, seen through the public methods. The tests of each method check which errors apply to it.</summary>
public sealed class GuardTests
{
    [Fact]
    public void Elementwise_ShortDestination_NamesBothLengths() => AssertMessage<ArgumentException>(
        "probabilities",
        "The destination has 2 elements but needs at least 3; pass a longer span.",
        () => Logits.Softmax(new float[3], new float[2]));

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(4, 1, -3)]
    public void Elementwise_PartialOverlap_NamesTheDistance(int source, int destination, int distance)
    {
        double[] buffer = new double[9];
        AssertMessage<ArgumentException>(
            "logProbabilities",
            $"The destination starts {distance} elements away from the logits and overlaps them; "
            + "pass the same span to work in place, or a span that does not overlap.",
            () => Logits.LogSoftmax(buffer.AsSpan(source, 4), buffer.AsSpan(destination, 4)));
    }

    [Fact]
    public void Reduction_Overlap_NamesTheFix()
    {
        float[] buffer = new float[6];
        AssertMessage<ArgumentException>(
            "results",
            "The results overlap the logits, whose shape is different; pass a span that does not overlap them.",
            () => Logits.LogSumExp(buffer, 3, buffer));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void RowCount_RowLengthBelowOne_NamesTheValue(int rowLength) => AssertMessage<ArgumentOutOfRangeException>(
        "rowLength",
        "The row length must be at least 1; pass the number of classes.",
        () => Logits.Softmax(new float[3], rowLength, new float[3]),
        rowLength);

    [Fact]
    public void RowCount_PartOfARow_NamesBothNumbers() => AssertMessage<ArgumentException>(
        "logits",
        "There are 7 logits, which is not a multiple of the row length 3; pass whole rows, or correct the row length.",
        () => Logits.Softmax(new float[7], 3, new float[7]));

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void Parallelism_InvalidValue_NamesTheValue(int threads) => AssertMessage<ArgumentOutOfRangeException>(
        "maxDegreeOfParallelism",
        "The number of threads must be at least 1, or −1 for all processors; pass 1 to use only the caller's thread.",
        () => Logits.Softmax(new float[3], 3, new float[3], threads),
        threads);

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Label_OutsideTheRow_NamesTheValueAndTheRowLength(int label) => AssertMessage<ArgumentOutOfRangeException>(
        "label",
        "A label must be at least 0 and less than the row length 3; pass the zero-based index of the class.",
        () => Logits.CrossEntropy(new float[3], label),
        label);

    [Fact]
    public void Labels_AnotherNumberThanRows_NamesBothNumbers() => AssertMessage<ArgumentException>(
        "labels",
        "The number of labels is 1, but the number of rows is 2; pass one label per row.",
        () => Logits.CrossEntropy(new float[6], 3, [0], new float[2]));

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Temperature_InvalidValue_NamesTheValue(double temperature) => AssertMessage<ArgumentOutOfRangeException>(
        "temperature",
        "The temperature must be finite and greater than 0; pass 1 to leave the logits unchanged.",
        () => Logits.ApplyTemperature(new float[3], temperature, new float[3]),
        temperature);

    [Fact]
    public void RepeatedLast_EmptyRow_NamesTheFix() => AssertMessage<ArgumentException>(
        "logits",
        "The row is empty, so there is no last logit to repeat; pass at least that logit.",
        () => Logits.SoftmaxRepeatingLast([], 2, new float[2]));

    [Fact]
    public void RepeatedLast_CountBelowOne_NamesTheValue() => AssertMessage<ArgumentOutOfRangeException>(
        "lastCount",
        "At least 1 class must have the last logit; if none has it, leave it out and call Softmax.",
        () => Logits.SoftmaxRepeatingLast(new float[2], 0, new float[2]),
        0);

    private static void AssertMessage<TException>(string parameter, string message, Action action, object? value = null)
        where TException : ArgumentException
    {
        TException error = Assert.Throws<TException>(parameter, action);
        Assert.StartsWith($"{message} (Parameter '{parameter}')", error.Message, StringComparison.Ordinal);
        Assert.Equal(value, (error as ArgumentOutOfRangeException)?.ActualValue);
    }
}
