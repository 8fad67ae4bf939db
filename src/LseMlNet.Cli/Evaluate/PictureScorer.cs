using LseMlNet.OnnxRuntime;
using Microsoft.ML;
using Microsoft.ML.Data;
using static LseMlNet.Cli.UnusableInputException;

namespace LseMlNet.Cli.Evaluate;

/// <summary>
/// Scores pixels. This is the slow part, so it is done once and the logits are kept. If the user stops the
/// program, the remaining pictures are left out.
/// </summary>
internal static class PictureScorer
{
    /// <exception cref="UnusableInputException">The model is missing, is not a model, or does not fit the pictures and labels.</exception>
    public static ScoredSet Score(MLContext ml, EvaluationRequest request, Messages messages, CancellationToken stop)
    {
        Labels labels = request.LabelsFile is null ? Labels.None : Labels.Read(request.LabelsFile);
        var pictures = LabelledPictures.Read(request.DataFolder);
        IReadOnlyList<int> shard = request.Shard.Of([.. Enumerable.Range(0, pictures.Count)]);
        string modelFile = request.ModelFile;
        var model = ModelFile.Read(modelFile, request.Model.OutputName);
        var shape = new ImagePreprocessingOptions
        {
            Width = pictures.Size.Width,
            Height = pictures.Size.Height,
            Channels = ImageChannels.Gray,
            Layout = model.Input.Layout,
        };
        model.Input.CheckFits(shape, $"the pictures in --data are {pictures.Size} and gray, and have", "use a model of such pictures");

        var options = new OnnxScoringOptions
        {
            OutputColumnName = nameof(ScoredPicture.Logits),
            InputColumnName = nameof(Input.Pixels),
            ModelFile = modelFile,
            ModelOutputName = model.Output,
            DimensionSizes = model.Input.DynamicSizes(shape),
        };
        OnnxScoringEstimator pipeline = Explain(
            $"model '{modelFile}' cannot be used", () => LogitsStage.Create(ml, options, model.HasOneLogit, messages.Note));
        List<ScoredPicture> all = Explain($"model '{modelFile}' cannot score pictures of {pictures.Size}, gray", () =>
        {
            IDataView data = ToData(ml, request, pictures, shard);
            IDataView scored = pipeline.Fit(data).Transform(data);
            var rows = new List<ScoredPicture>(shard.Count);
            using WorkProgress progress = messages.Progress("Scoring", shard.Count);
            foreach (ScoredPicture row in ml.Data.CreateEnumerable<ScoredPicture>(scored, reuseRowObject: false).TakeWhile(_ => !stop.IsCancellationRequested))
            {
                rows.Add(model.HasOneLogit ? row.WithOpposite() : row);
                progress.Report(rows.Count);
            }
            if (rows.Count > 0)
            {
                pictures.CheckLabels(rows[0].Logits.Length);
            }

            return rows;
        });
        int classes = all.Count > 0 ? all[0].Logits.Length : 0;
        return new ScoredSet(all, classes > 0 ? labels.Or(pipeline.ClassNames, classes).Names(classes) : [], pictures.Size, shard.Count, Unusable: 0, pictures.Identity());
    }

    private static IDataView ToData(MLContext ml, EvaluationRequest request, LabelledPictures pictures, IReadOnlyList<int> shard)
    {
        var schema = SchemaDefinition.Create(typeof(Input));
        schema[nameof(Input.Pixels)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, pictures.Size.Height, pictures.Size.Width);
        return ml.Data.LoadFromEnumerable(
            shard.Select(i => new Input { Label = (uint)pictures.Label(i), Pixels = Array.ConvertAll(pictures.Pixels(i), pixel => (pixel - request.Mean) * request.Scale) }), schema);
    }

    private sealed class Input
    {
        public uint Label { get; set; }

        public float[] Pixels { get; set; } = [];
    }
}
