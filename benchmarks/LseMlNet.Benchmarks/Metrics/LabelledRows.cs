using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Benchmarks.Metrics;

/// <summary>
/// Rows of random logits whose labels are drawn from their softmax at temperature 1.5, as if from an overconfident model.
/// </summary>
internal sealed class LabelledRows
{
    private const double Temperature = 1.5;

    public LabelledRows(MLContext ml, int rows, int classes)
    {
        Classes = classes;
        var random = new Random(rows + classes);
        Logits = new float[rows * classes];
        Labels = new int[rows];
        double[] scaled = new double[classes];
        for (int row = 0; row < rows; row++)
        {
            Span<float> logits = Logits.AsSpan(row * classes, classes);
            for (int i = 0; i < classes; i++)
            {
                // The sum of three uniform numbers is close enough to a normal distribution, and fast to compute.
                logits[i] = (float)(4 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5));
                scaled[i] = logits[i];
            }

            Numerics.Logits.Softmax(scaled, scaled, Temperature);
            double left = random.NextDouble();
            int label = 0;
            while (label < classes - 1 && (left -= scaled[label]) > 0)
            {
                label++;
            }

            Labels[row] = label;
        }

        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Logits)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, classes);
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), classes);
        Data = ml.Data.Cache(ml.Data.LoadFromEnumerable(Rows(), schema));
    }

    public int Classes { get; }

    /// <summary>The rows, one after another.</summary>
    public float[] Logits { get; }

    public int[] Labels { get; }

    /// <summary>The rows in ML.NET's cache, from which cursors can read in parallel.</summary>
    public IDataView Data { get; }

    public string Shape => FormattableString.Invariant($"{Labels.Length:N0} x {Classes:N0}");

    /// <summary>Writes the logits and the labels for other programs.</summary>
    public void Write(string logitsPath, string labelsPath)
    {
        using (FileStream file = File.Create(logitsPath))
        {
            // A span of bytes would be too long for the largest data.
            for (int start = 0; start < Logits.Length; start += Classes)
            {
                file.Write(MemoryMarshal.AsBytes(Logits.AsSpan(start, Classes)));
            }
        }

        File.WriteAllBytes(labelsPath, MemoryMarshal.AsBytes(Labels.AsSpan()));
    }

    private IEnumerable<Row> Rows() => Labels.Select((label, i) => new Row
    {
        Logits = new VBuffer<float>(Classes, Logits[(i * Classes)..((i + 1) * Classes)]),
        // ML.NET adds 1, because 0 is the missing key.
        Label = (uint)label,
    });

    private sealed class Row
    {
        public VBuffer<float> Logits { get; set; }

        public uint Label { get; set; }
    }
}
