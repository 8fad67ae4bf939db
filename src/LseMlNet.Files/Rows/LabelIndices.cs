using System.Globalization;
using System.Numerics;

namespace LseMlNet.Files.Rows;

/// <summary>Converts the labels of a block to indices of classes, and checks them.</summary>
/// <param name="rows">The rows with their labels.</param>
/// <param name="classCount">The number of classes; null if it is not known here, because the rows are tensors.</param>
/// <param name="classNames">The names of the classes, or null.</param>
internal sealed class LabelIndices<T>(RowReader<T> rows, int? classCount, IReadOnlyList<string>? classNames) : RowReader<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<string, int> _indices = classNames is null ? [] : classNames.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);

    public override void Read(RowBlock<T> block, int mostRows)
    {
        block.Texts = [];
        rows.Read(block, mostRows);
    }

    public override void Parse(RowBlock<T> block)
    {
        rows.Parse(block);
        if (block.Texts.Length > 0)
        {
            block.Labels = RowBlock<T>.Room(block.Labels, block.Count);
            for (int row = 0; row < block.Count; row++)
            {
                block.Labels[row] = IndexOf(block, row, block.Texts[row] ?? "");
            }
        }

        if (classCount is { } count)
        {
            int wrong = block.Labels.AsSpan(0, block.Count).IndexOfAnyExceptInRange(0, count - 1);
            if (wrong >= 0)
            {
                throw block.Part.Fault(block.FirstRow + wrong, "label", $"it is {block.Labels[wrong]}; expected the index of a class, 0 to {count - 1}");
            }
        }
    }

    public override void Dispose() => rows.Dispose();

    private long IndexOf(RowBlock<T> block, int row, string text)
    {
        if (_indices.TryGetValue(text, out int index))
        {
            return index;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long number))
        {
            return number;
        }

        throw block.Part.Fault(
            block.FirstRow + row,
            "label",
            classNames is null
                ? $"it is '{text}', but the classes have no names; expected the index of a class, or set the names of the classes"
                : $"it is '{text}', which is not the name of a class; expected one of {string.Join(", ", classNames.Take(10))}{(classNames.Count > 10 ? ", …" : "")}");
    }
}
