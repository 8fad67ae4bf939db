using System.Numerics;

namespace LseMlNet.Files.Rows;

/// <summary>A file of rows. It knows its columns, and each reader opens the file again.</summary>
/// <param name="path">The path of the file, which is also its name in errors.</param>
internal abstract class TableFile(string path)
{
    public string Path { get; } = path;

    /// <summary>The name of the file in errors.</summary>
    public string Name { get; init; } = path;

    public abstract IReadOnlyList<FileColumn> Columns { get; }

    /// <summary>Whether the columns have their own names.</summary>
    public virtual bool HasNames => true;

    /// <summary>Whether the file is text, in which a label looks like any other number.</summary>
    public virtual bool IsText => false;

    /// <summary>The number of rows; null if it is known only after reading the file.</summary>
    public abstract long? RowCount { get; }

    /// <summary>The length of the file in the units by which it is divided: rows if their number is known, otherwise bytes.</summary>
    public abstract long Length { get; }

    /// <summary>The number of rows that begin before a unit.</summary>
    public virtual long RowsBefore(long unit) => unit;

    /// <summary>The dimensions of a row of a column of lists, which are known only from the rows; null if there is no row.</summary>
    public virtual IReadOnlyList<int>? FirstDimensions(FileColumn column)
    {
        if (column.Dimensions is not null || Length == 0)
        {
            return column.Dimensions;
        }

        try
        {
            return FirstLength(column) is { } length ? [length] : null;
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Fault($"row 0 (counted from 0), column '{column.Name}': the file is damaged: {e.Message}");
        }
    }

    /// <summary>Specifies the columns that will be read. It is called before any member that concerns rows.</summary>
    /// <exception cref="FormatException">The columns have different numbers of rows.</exception>
    public virtual void Choose(ColumnChoice choice)
    {
    }

    /// <summary>Reads a part of the file.</summary>
    /// <param name="choice">The columns to read, all from this file.</param>
    /// <param name="start">The unit where the part begins.</param>
    /// <param name="end">The unit where it ends.</param>
    public abstract RowReader<T> Open<T>(ColumnChoice choice, long start, long end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Opens a file to be read in large pieces, straight into the blocks.</summary>
    public static FileStream OpenStream(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);

    /// <summary>The length of the first list of a column; null if there is no row.</summary>
    protected virtual int? FirstLength(FileColumn column) => null;

    /// <summary>Whether an exception of the library that reads the file means that the file is damaged.</summary>
    protected virtual bool IsDamage(Exception exception) => exception is not IOException;

    /// <summary>An error about the whole file.</summary>
    public FormatException Fault(string fault) => new($"{Name}: {fault}");
}
