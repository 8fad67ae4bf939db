using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Finds the column of row weights. Weights are always of type Single in ML.NET.</summary>
internal static class WeightInput
{
    private const string Expected = "a Single, as the weight of each row";

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is not a Single.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string stage)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name)
            ?? throw InputColumn.Missing(stage, name, Expected, schema, "exampleWeightColumnName");
        return column.Type == NumberDataViewType.Single
            ? column
            : throw InputColumn.WrongType(stage, name, Expected, column, "ConvertType converts other number types.");
    }
}
