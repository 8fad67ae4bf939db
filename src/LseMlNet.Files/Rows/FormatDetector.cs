using LseMlNet.Files.Arrow;
using LseMlNet.Files.Binary;
using LseMlNet.Files.Npy;
using LseMlNet.Files.Parquet;
using LseMlNet.Files.Text;

namespace LseMlNet.Files.Rows;

/// <summary>Opens a file in its format: the format that is set, or the one that its extension or its first bytes indicate.</summary>
internal static class FormatDetector
{
    private const int LongestMagic = 8;

    /// <summary>The format that an extension stands for, or null.</summary>
    public static LogitsFileFormat? OfExtension(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".npy" => LogitsFileFormat.Npy,
        ".npz" => LogitsFileFormat.Npz,
        ".parquet" => LogitsFileFormat.Parquet,
        ".arrow" or ".feather" => LogitsFileFormat.Arrow,
        ".arrows" => LogitsFileFormat.ArrowStream,
        ".csv" or ".tsv" => LogitsFileFormat.Csv,
        ".ndjson" or ".jsonl" => LogitsFileFormat.Ndjson,
        ".idv" => LogitsFileFormat.Idv,
        _ => null,
    };

    /// <summary>Opens a file.</summary>
    /// <exception cref="FormatException">The file is damaged.</exception>
    public static TableFile Open(string path, LogitsFileFormat? format, bool? hasHeader = null) => (format ?? OfExtension(path) ?? OfContent(path)) switch
    {
        LogitsFileFormat.Npy => new NpyFile(path),
        LogitsFileFormat.Npz => new NpzFile(path),
        LogitsFileFormat.Parquet => new ParquetTableFile(path),
        LogitsFileFormat.Arrow or LogitsFileFormat.ArrowStream => new ArrowFile(path),
        LogitsFileFormat.Csv => new CsvFile(path, hasHeader),
        LogitsFileFormat.Ndjson => new NdjsonFile(path),
        _ => new IdvFile(path),
    };

    /// <summary>The format that the first bytes of a file stand for.</summary>
    public static LogitsFileFormat OfContent(string path)
    {
        byte[] start = new byte[LongestMagic];
        using (FileStream stream = File.OpenRead(path))
        {
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }

        return start.AsSpan().StartsWith(NpyHeader.Magic) ? LogitsFileFormat.Npy
            : start.AsSpan().StartsWith("PK\x03\x04"u8) ? LogitsFileFormat.Npz
            : start.AsSpan().StartsWith("PAR1"u8) ? LogitsFileFormat.Parquet
            : start.AsSpan().StartsWith("ARROW1"u8) ? LogitsFileFormat.Arrow
            : start is [0xFF, 0xFF, 0xFF, 0xFF, ..] ? LogitsFileFormat.ArrowStream
            : start.AsSpan().StartsWith("CML\0DVB\0"u8) ? LogitsFileFormat.Idv
            : start.AsSpan().TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] ? LogitsFileFormat.Ndjson
            : LogitsFileFormat.Csv;
    }
}
