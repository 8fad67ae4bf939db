using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Finds the column that says how much each row counts: a Single, as everywhere in ML.NET.</summary>
internal static class WeightColumn
{
    private const string Wanted = "a Single, as the weight of each row";

    /// <exception cref="ArgumentOutOfRangeException">No such column, or not a Single.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string stage)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw InputColumn.Missing(stage, name, Wanted, schema, "exampleWeightColumnName");
        return column.Type == NumberDataViewType.Single
            ? column
            : throw InputColumn.WrongType(stage, name, Wanted, column, "Other number types are turned by ConvertType.");
    }
}
