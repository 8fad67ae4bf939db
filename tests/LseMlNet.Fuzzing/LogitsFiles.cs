using System.Numerics;
using LseMlNet.Files;
using LseMlNet.Files.Rows;
using LseMlNet.Files.Writing;

namespace LseMlNet.Fuzzing;

/// <summary>Files of logits in each format, and reading all their rows.</summary>
internal static class LogitsFiles
{
    private const int Classes = 3;

    public static IReadOnlyList<LogitsFileFormat> Formats { get; } = Enum.GetValues<LogitsFileFormat>();

    public static string Name(LogitsFileFormat format) => format.ToString().ToLowerInvariant();

    public static bool IsTarget(string name) => Formats.Any(format => Name(format) == name);

    /// <summary>Reads every row, with labels if the file has a column of that name.</summary>
    public static void Read(string path, LogitsFileFormat format)
    {
        bool hasLabels = FormatDetector.Open(path, format).Columns.Any(column => column.Name == "label");
        var source = new LogitsSource([path], new LogitsFileOptions { Format = format, LabelColumn = hasLabels ? "label" : null });
        long rows = source.IsDouble ? Count<double>(source) : Count<float>(source);
        if (source.RowCount is { } expected && rows != expected)
        {
            throw new InvalidOperationException($"{rows} rows were read of {expected}");
        }
    }

    public static IEnumerable<byte[]> Seeds(LogitsFileFormat format)
    {
        OutputColumn logits = new("logits", ElementKind.Single, [Classes]);
        OutputColumn label = new("label", ElementKind.Integer, []);
        OutputColumn[] perClass = [new("cat", ElementKind.Double, []), new("dog", ElementKind.Double, [])];
        yield return Write(format, [logits], 5);
        switch (format)
        {
            case LogitsFileFormat.Npy:
                yield return Write(format, [new("logits", ElementKind.Double, [2, 3])], 4);
                yield return [0x93, .. "NUMPY"u8, 2, 0, 64, 0, 0, 0, .. "{'descr': '>f2', 'fortran_order': True, 'shape': (4, 3), }     \n"u8, .. new byte[24]];
                break;
            case LogitsFileFormat.Csv:
                yield return "cat;label;dog\n1.5;dog;-2\n-inf;\"cat\";1e3\n"u8.ToArray();
                yield return "0.5 1 2\n3 4 5"u8.ToArray();
                break;
            case LogitsFileFormat.Ndjson:
                yield return Write(format, [logits, label], 3);
                yield return "{\"cat\":1,\"dog\":-2.5}\n{\"dog\":\"-Infinity\",\"cat\":3}\n"u8.ToArray();
                yield return "[[1,2],[3,4]]\n[[5,6],[7,8]]\n"u8.ToArray();
                break;
            default:
                yield return Write(format, [logits, label], 100);
                yield return format == LogitsFileFormat.Npz ? Write(format, [logits], 1) : Write(format, perClass, 3);
                break;
        }
    }

    private static byte[] Write(LogitsFileFormat format, OutputColumn[] columns, int rows)
    {
        var block = new OutputBlock(columns);
        block.SetCount(rows);
        for (int column = 0; column < columns.Length; column++)
        {
            for (int i = 0; i < rows * columns[column].Length; i++)
            {
                switch (columns[column].Kind)
                {
                    case ElementKind.Single:
                        block.Values<float>(column)[i] = i / 4f;
                        break;
                    case ElementKind.Double:
                        block.Values<double>(column)[i] = i / 4d;
                        break;
                    default:
                        block.Values<long>(column)[i] = i % Classes;
                        break;
                }
            }
        }

        using var stream = new MemoryStream();
        TableWriter.Write(format, stream, new OutputTable(columns, rows, [block]));
        return stream.ToArray();
    }

    private static long Count<T>(LogitsSource source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using RowReader<T> reader = source.Open<T>();
        var block = new RowBlock<T>();
        for (long rows = 0; ; rows += block.Count)
        {
            reader.Read(block, 64);
            if (block.Count == 0)
            {
                return rows;
            }

            reader.Parse(block);
        }
    }
}
