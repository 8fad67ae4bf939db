using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Cli.Calibrate;

/// <summary>Fits a temperature to scored pictures.</summary>
internal static class Calibration
{
    private const string Logits = nameof(ScoredPicture.Logits);

    /// <summary>Creates the stage that divides the column of logits by the best temperature.</summary>
    /// <exception cref="UnusableInputException">There are too few usable pictures.</exception>
    public static TemperatureScalingTransformer Fit(MLContext ml, ScoredSet set) => UnusableInputException.Explain(
        "the held-out pictures cannot be used for calibration",
        () => set.Pictures.Count > 0
            ? ml.Transforms.TemperatureScaling(Logits, Logits).Fit(ScoredPicture.ToData(ml, set.Pictures, set.ClassNames.Count))
            : throw new InvalidDataException("none of them was scored"));

    /// <summary>Does the same for files of logits.</summary>
    /// <exception cref="UnusableInputException">A file is damaged, or there are too few usable rows.</exception>
    public static TemperatureScalingTransformer Fit(MLContext ml, IDataView rows, LogitsFilesRequest files) => files.Explain(
        () => ml.Transforms.TemperatureScaling(new TemperatureScalingOptions { OutputColumnName = Logits, ClassAxis = files.ClassAxis }).Fit(rows));

    /// <summary>Saves a pipeline that reads logits and adds probabilities at the temperature.</summary>
    /// <exception cref="UnusableInputException">The file cannot be written.</exception>
    public static void Save(MLContext ml, IDataView rows, TemperatureScalingTransformer scaling, int? classAxis, string file) => UnusableInputException.Explain(
        Classifier.NotSaved(file),
        () =>
        {
            var softmax = ml.Transforms.Softmax(new SoftmaxOptions { Columns = [new(nameof(ClassifierPipeline.Output.Probabilities), Logits)], ClassAxis = classAxis });
            ITransformer pipeline = new TransformerChain<ITransformer>(scaling, softmax.Fit(scaling.Transform(rows)));
            SafeFile.Write(file, stream => ml.Model.Save(pipeline, rows.Schema, stream));
            return file;
        });
}
