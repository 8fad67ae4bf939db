using LseMlNet.Cli.Output;

namespace LseMlNet.Cli.Tests.Output;

public class CsvRecordsTests
{
    [Theory]
    [InlineData("=1+2", "'=1+2")]
    [InlineData("+1", "'+1")]
    [InlineData("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData(" =1+2", "' =1+2")]
    [InlineData("＝1", "'＝1")]
    [InlineData("\t=1", @"\t=1")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("a=1", "a=1")]
    [InlineData(null, "")]
    public void Text_ThatASpreadsheetWouldRun_IsText(string? text, string expected) => Assert.Equal($"{expected},-1.5", Record(csv =>
    {
        csv.Text(text);
        csv.Values("-1.5");
    }));

    // A formula must not be hidden after the separator or a newline of a quoted cell either.
    [Fact]
    public void Text_WithNewlines_StaysOneRecord() => Assert.Equal("\"x\\r\\n=1,2\"", Record(csv => csv.Text("x\r\n=1,2")));

    private static string Record(Action<CsvRecords> write)
    {
        using var output = new StringWriter();
        using (var csv = new CsvRecords(output))
        {
            write(csv);
            csv.End();
        }
        return output.ToString().TrimEnd('\r', '\n');
    }
}
