using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>Finds the columns, makes one pass over the rows, and warns about rows that are left out.</summary>
internal static class EvaluatePredictionSets
{
    /// <summary>The name in messages and in the log.</summary>
    public const string Name = "EvaluatePredictionSets";

    private const string Expected = "a vector of keys of UInt32";

    private const string Hint = "Use the output of PredictionSet, before MapKeyToValue.";

    public static PredictionSetMetrics Run(IHostEnvironment environment, IDataView data, PredictionSetMetricsOptions options)
    {
        options.Check();
        var columns = new LabelledSets(Name, data, Find(data.Schema, options.SetColumnName), options.LabelColumnName, options.ClassAxis);
        PredictionSetSums sums = columns.Read();
        if (sums.MissingLabelCount > 0)
        {
            environment.Warn(Name, $"{Name}: {sums.MissingLabelCount} of {sums.RowCount} rows have no label and are left out of all metrics.");
        }

        return new PredictionSetMetrics(sums, columns.ClassNames(), options.Confidence);
    }

    private static DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw InputColumn.Missing(Name, name, Expected, schema, "setColumnName");
        return column.Type is VectorDataViewType { ItemType: KeyDataViewType key } && key.RawType == typeof(uint)
            ? column
            : throw InputColumn.WrongType(Name, name, Expected, column, Hint);
    }
}
