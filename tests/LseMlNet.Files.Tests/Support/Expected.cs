using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Files.Tests.Support;

/// <summary>The content of the files that Data/make.py creates.</summary>
internal static class Expected
{
    public const int Rows = 7;

    public const int Classes = 3;

    public static float[][] Logits { get; } =
        [.. Enumerable.Range(0, Rows).Select(row => Enumerable.Range(row * Classes, Classes).Select(i => (i * 37 % 64 / 4f) - 8).ToArray())];

    public static long[] Labels { get; } = [0, 2, 1, 1, 0, 2, 2];

    /// <summary>A file that NumPy has created.</summary>
    public static string File(string name) => Repository.PathOf("tests", "LseMlNet.Files.Tests", "Data", name);

    /// <summary>The logits of a data view, row by row, whatever their type.</summary>
    public static float[][] LogitsOf(IDataView view) => ((VectorDataViewType)view.Schema["Logits"].Type).ItemType == NumberDataViewType.Double
        ? [.. view.GetColumn<double[]>("Logits").Select(row => Array.ConvertAll(row, value => (float)value))]
        : [.. view.GetColumn<float[]>("Logits")];

    /// <summary>The labels, counted from 0.</summary>
    public static long[] LabelsOf(IDataView view) => [.. view.GetColumn<uint>("Label").Select(key => (long)key - 1)];
}
