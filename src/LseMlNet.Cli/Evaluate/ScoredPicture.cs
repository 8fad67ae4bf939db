using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Cli.Evaluate;

/// <summary>A row to evaluate: the true class of a picture, and the model's logits.</summary>
internal sealed class ScoredPicture
{
    /// <summary>The true class, counted from 0. ML.NET turns it into a key; the keys that ML.NET returns count from 1.</summary>
    public uint Label { get; set; }

    public float[] Logits { get; set; } = [];

    public ScoredPicture Times(float factor) => new() { Label = Label, Logits = Array.ConvertAll(Logits, logit => factor * logit) };

    /// <summary>A single logit as that of the second of two classes, as <c>classify</c> takes it.</summary>
    public ScoredPicture WithOpposite() => new() { Label = Label, Logits = [0, .. Logits] };

    public static IDataView ToData(MLContext ml, IEnumerable<ScoredPicture> pictures, int classes)
    {
        var schema = SchemaDefinition.Create(typeof(ScoredPicture));
        schema[nameof(Label)].ColumnType = new KeyDataViewType(typeof(uint), classes);
        schema[nameof(Logits)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, classes);
        return ml.Data.LoadFromEnumerable(pictures, schema);
    }
}
