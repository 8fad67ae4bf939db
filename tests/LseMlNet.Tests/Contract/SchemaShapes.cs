using System.Reflection;
using Microsoft.ML;

namespace LseMlNet.Tests.Contract;

/// <summary>The shape of a data view's schema, which ML.NET makes for itself when a chain of estimators is checked.</summary>
internal static class SchemaShapes
{
    public static SchemaShape Of(DataViewSchema schema) =>
        (SchemaShape)typeof(SchemaShape).GetMethod("Create", BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, [schema])!;
}
