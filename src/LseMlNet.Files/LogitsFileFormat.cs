namespace LseMlNet.Files;

/// <summary>The format of a file of logits or labels.</summary>
public enum LogitsFileFormat
{
    /// <summary>An array of NumPy, as <c>numpy.save</c> writes it (.npy): versions 1 to 3, both byte orders, C and Fortran order.</summary>
    Npy,

    /// <summary>Several arrays of NumPy, as <c>numpy.savez</c> and <c>numpy.savez_compressed</c> write them (.npz).</summary>
    Npz,

    /// <summary>Apache Parquet (.parquet): a column of lists, or a column for each class.</summary>
    Parquet,

    /// <summary>A file of Apache Arrow (.arrow, .feather): a column of lists, or a column for each class.</summary>
    Arrow,

    /// <summary>A stream of Apache Arrow (.arrows).</summary>
    ArrowStream,

    /// <summary>Text with separators (.csv, .tsv, .txt): a column for each class, with or without a header line.</summary>
    Csv,

    /// <summary>JSON with an array or an object on each line (.ndjson, .jsonl).</summary>
    Ndjson,

    /// <summary>The binary format of ML.NET (.idv), as <c>SaveAsBinary</c> writes it.</summary>
    Idv,
}
