using System.CommandLine;
using Microsoft.ML;

namespace LseMlNet.Cli.Calibrate;

/// <summary>The command "calibrate" and its options.</summary>
internal sealed class CalibrateCommand
{
    private const string Description =
        "Finds the temperature by which the logits of a model have to be divided for its probabilities to match how often it is right. It is fitted to held-out " +
        "pictures, on which the model was not trained. Prints it, or saves the calibrated pipeline for classify, report and serve.";

    private readonly HeldOutOptions _heldOut = new();

    private readonly Option<string?> _save = OptionKinds.FilePath(
        "--save", "file.zip", "Save the whole pipeline with the temperature, model and labels included, for --pipeline: an ML.NET model file.");

    private readonly PartialOption _partial = new();
    private readonly OutputOptions _form = CalibrationOutput.Options();

    public static Command Create()
    {
        var options = new CalibrateCommand();
        var command = new Command("calibrate", Description);
        options._heldOut.AddTo(command);
        command.Options.Add(options._save);
        options._partial.AddTo(command);
        options._form.AddTo(command);
        command.Validators.Add(options._partial.RefuseBeside(options._save));
        command.SetWork(options.Calibrate);
        return command;
    }

    private int Calibrate(ParseResult result, CancellationToken stop)
    {
        var messages = new Messages();
        EvaluationRequest request = _heldOut.Read(result);
        if (_partial.Read(result, request.Files, messages) is { } target)
        {
            return PicturesPart.Write(PicturesPart.Calibration, target, request, messages, stop);
        }

        string? file = result.GetValue(_save);
        if (file is not null)
        {
            new OutputFile(_save.Name, file, Classifier.NotSaved(file), PipelineArchive.IsPipeline).Check(request.Files, _partial.IsForced(result));
        }

        MLContext ml = EvaluationRun.Context(messages);
        ScoredSet set = EvaluationRun.Score(ml, request, messages, stop);
        if (stop.IsCancellationRequested)
        {
            messages.Note("there is no temperature, because only a part of the pictures was scored");
            return ExitCode.Stopped;
        }

        TemperatureScalingTransformer scaling = Calibration.Fit(ml, set);
        if (file is not null)
        {
            request.Model.Open(ml, messages).Calibrated(scaling).Save(file);
        }

        return CalibrationOutput.Write(scaling, set.Unusable, _form.Read(result));
    }
}
