using LseMlNet.ModelLoader;
using Microsoft.ML;

namespace LseMlNet.Tests.Contract;

/// <summary>Compares data views column by column, annotation by annotation and bit by bit.</summary>
internal static class DataViewAssert
{
    public static void Same(IDataView expected, IDataView actual)
    {
        SameSchema(expected.Schema, actual.Schema);
        foreach (DataViewSchema.Column column in expected.Schema)
        {
            Assert.Equal(DataViewText.Values(expected, column), DataViewText.Values(actual, actual.Schema[column.Index]));
        }
    }

    public static void SameSchema(DataViewSchema expected, DataViewSchema actual) =>
        Assert.Equal(expected.Select(DataViewText.Of), actual.Select(DataViewText.Of));
}
