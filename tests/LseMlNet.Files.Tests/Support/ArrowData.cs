using Apache.Arrow;
using Apache.Arrow.Types;

namespace LseMlNet.Files.Tests.Support;

/// <summary>Record batches as other programs make them.</summary>
internal static class ArrowData
{
    /// <summary>A batch with a list, a list of fixed size, a column for each class, and labels as numbers, text and categories.</summary>
    public static RecordBatch Batch(float[][] rows, int? shortRow = null, int? nullRow = null)
    {
        var lists = new ListArray.Builder(FloatType.Default);
        var values = (FloatArray.Builder)lists.ValueBuilder;
        for (int row = 0; row < rows.Length; row++)
        {
            lists.Append();
            values.AppendRange(row == shortRow ? rows[row][1..] : rows[row]);
        }

        IArrowArray[] classes = [.. Enumerable.Range(0, rows[0].Length).Select(i => Column(rows, i, nullRow))];
        ArrayData flat = ((FloatArray)new FloatArray.Builder().AppendRange(rows.SelectMany(row => row)).Build()).Data;
        var fixedType = new FixedSizeListType(new Field("item", FloatType.Default, true), rows[0].Length);
        var batch = new RecordBatch.Builder()
            .Append("logits", false, lists.Build())
            .Append("fixed", false, new FixedSizeListArray(new ArrayData(fixedType, rows.Length, 0, 0, [ArrowBuffer.Empty], [flat])))
            .Append("number", false, new Int16Array.Builder().AppendRange(rows.Select((_, i) => (short)(i % 2))).Build())
            .Append("text", false, new StringArray.Builder().AppendRange(rows.Select((_, i) => i % 2 == 0 ? "a" : "b")).Build());
        for (int i = 0; i < classes.Length; i++)
        {
            batch.Append($"class{i}", true, classes[i]);
        }

        return batch.Build();
    }

    private static IArrowArray Column(float[][] rows, int column, int? nullRow)
    {
        var builder = new HalfFloatArray.Builder();
        for (int row = 0; row < rows.Length; row++)
        {
            if (row == nullRow && column == 1)
            {
                builder.AppendNull();
            }
            else
            {
                builder.Append((Half)rows[row][column]);
            }
        }

        return builder.Build();
    }
}
