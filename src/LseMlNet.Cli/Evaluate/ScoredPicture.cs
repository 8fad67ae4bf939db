using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Cli.Evaluate;

/// <summary>A row of what is evaluated: what a picture is, and what the model makes of it.</summary>
internal sealed class ScoredPicture
{
    /// <summary>The true class, counted from 0. Of rows that go in, ML.NET makes a key of it; keys that come out count from 1.</summary>
    public uint Label { get; set; }

    public float[] Logits { get; set; } = [];

    public ScoredPicture Times(float factor) => new() { Label = Label, Logits = Array.ConvertAll(Logits, logit => factor * logit) };

    public static IDataView ToData(MLContext ml, IEnumerable<ScoredPicture> pictures, int classes)
    {
        var schema = SchemaDefinition.Create(typeof(ScoredPicture));
        schema[nameof(Label)].ColumnType = new KeyDataViewType(typeof(uint), classes);
        schema[nameof(Logits)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, classes);
        return ml.Data.LoadFromEnumerable(pictures, schema);
    }
}
