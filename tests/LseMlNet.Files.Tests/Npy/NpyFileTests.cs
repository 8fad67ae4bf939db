namespace LseMlNet.Files.Tests.Npy;

public sealed class NpyFileTests : FileTests
{
    private static readonly byte[] Good = NumPy.Array([2, 3], [1, 2, 3, 4, 5, 6]);

    [Fact]
    public void Load_CutOff_SaysHowManyBytesThereAre()
    {
        File.WriteAllBytes(PathOf("x.npy"), Good[..^1]);

        Assert.Equal($"it has {Good.Length - 1} bytes; expected {Good.Length} for the shape (2, 3). The file is cut off.", ErrorOf("x.npy"));
    }

    [Fact]
    public void Load_MoreBytes_AreRefused()
    {
        File.WriteAllBytes(PathOf("x.npy"), [.. Good, .. Good]);

        Assert.EndsWith("Expected nothing after the array.", ErrorOf("x.npy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "it does not start as an array of NumPy does")]
    [InlineData(6, "it has version 255 of the format of NumPy; expected 1, 2 or 3")]
    [InlineData(9, "its header has 65")]
    [InlineData(10, "its header is ")]
    public void Load_WrongByte_SaysWhatIsWrong(int at, string error)
    {
        byte[] bytes = [.. Good];
        bytes[at] = 0xFF;
        File.WriteAllBytes(PathOf("x.npy"), bytes);

        Assert.StartsWith(error, ErrorOf("x.npy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(3,)", "a row of logits has the shape")]
    [InlineData("(2, -1)", "its header has the shape (2, -1); expected numbers that are not negative")]
    [InlineData("(9223372036854775807, 9223372036854775807)", "its header has the shape (9223372036854775807, 9223372036854775807), which is more than any file can hold")]
    [InlineData("(0, 99999999999)", "it has no column of logits")]
    public void Load_Shapes_AreCheckedBeforeMemoryIsUsed(string shape, string error)
    {
        int count = shape == "(3,)" ? 3 : 0;
        File.WriteAllBytes(PathOf("x.npy"), NumPy.WithHeader($"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}", new byte[count * 4]));

        string found = shape == "(3,)" ? string.Join(' ', Load("x.npy").Select(row => row.Length)) : ErrorOf("x.npy");
        Assert.StartsWith(shape == "(3,)" ? "1 1 1" : error, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoRows_IsEmpty()
    {
        File.WriteAllBytes(PathOf("x.npy"), NumPy.Array([0, 3], []));

        Assert.Empty(Load("x.npy"));
    }

    [Theory]
    [InlineData(1, "it has 1 labels, but there are 2 rows of logits in ")]
    [InlineData(3, "it has 3 labels, but there are 2 rows of logits in ")]
    public void Load_LabelsOfAnotherLength_AreRefused(int labels, string error)
    {
        File.WriteAllBytes(PathOf("x.npy"), Good);
        File.WriteAllBytes(PathOf("y.npy"), NumPy.WithHeader($"{{'descr': '|u1', 'fortran_order': False, 'shape': ({labels},), }}", new byte[labels]));

        FormatException thrown = Assert.Throws<FormatException>(() => Load("x.npy", new LogitsFileOptions { LabelsPath = PathOf("y.npy") }));
        Assert.Equal($"{PathOf("y.npy")}: {error}{PathOf("x.npy")}", thrown.Message);
    }

    [Fact]
    public void Load_LabelThatIsNoClass_IsNamedWithItsRow()
    {
        File.WriteAllBytes(PathOf("x.npy"), Good);
        File.WriteAllBytes(PathOf("y.npy"), NumPy.WithHeader("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", [0, 3]));

        FormatException thrown = Assert.Throws<FormatException>(() => Load("x.npy", new LogitsFileOptions { LabelsPath = PathOf("y.npy") }));
        Assert.Equal($"{PathOf("y.npy")}: row 1 (counted from 0), label: it is 3; expected the index of a class, 0 to 2", thrown.Message);
    }
}
