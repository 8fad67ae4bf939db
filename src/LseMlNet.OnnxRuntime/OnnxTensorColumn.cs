namespace LseMlNet.OnnxRuntime;

/// <summary>A column, and the input or output of a model that it belongs to.</summary>
public sealed class OnnxTensorColumn
{
    /// <summary>Assigns a column to an input or output of a model.</summary>
    /// <param name="columnName">The column, which is fed to the model or added by it.</param>
    /// <param name="tensorName">
    /// The model's input or output. Null means the only one or, if the model has several, the one with the same name as the column.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="columnName"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public OnnxTensorColumn(string columnName, string? tensorName = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(columnName);
        if (tensorName is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(tensorName);
        }

        ColumnName = columnName;
        TensorName = tensorName;
    }

    /// <summary>The column of the pipeline.</summary>
    public string ColumnName { get; }

    /// <summary>The model's input or output; null to let the model decide. It is never null in a transformer.</summary>
    public string? TensorName { get; }
}
