using System.Reflection;
using Microsoft.ML;

namespace LseMlNet.Tests.Contract;

/// <summary>The shape of a data view's schema, which ML.NET creates internally to check a chain of estimators.</summary>
internal static class SchemaShapes
{
    public static SchemaShape Of(DataViewSchema schema) =>
        (SchemaShape)typeof(SchemaShape).GetMethod("Create", BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, [schema])!;
}
