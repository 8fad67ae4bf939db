namespace LseMlNet.OnnxRuntime;

/// <summary>A column, and the input or output of a model that it is.</summary>
public sealed class OnnxTensorColumn
{
    /// <summary>Says which column is which input or output of a model.</summary>
    /// <param name="columnName">The column: fed to the model, or added by it.</param>
    /// <param name="tensorName">The model's input or output. Null means the one that is called as the column, or the model's only one.</param>
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

    /// <summary>The model's input or output; null where the model has to say. A transformer's is never null.</summary>
    public string? TensorName { get; }
}
