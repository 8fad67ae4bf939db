using System.CommandLine;
using Microsoft.ML;

namespace LseMlNet.Cli.Calibrate;

/// <summary>The command "calibrate" and its options.</summary>
internal sealed class CalibrateCommand
{
    private const string Description =
        "Finds the temperature by which the logits of a model have to be divided for its probabilities to match how often it is right. It is fitted to held-out " +
        "pictures, or to files of logits (--logits), on which the model was not trained. Prints it, or saves the calibrated pipeline for classify, report and serve.";

    private readonly HeldOutOptions _heldOut = new();

    private readonly Option<string?> _save = OptionKinds.FilePath(
        "--save", "file.zip", "Save the whole pipeline with the temperature, model and labels included, for --pipeline: an ML.NET model file. With --logits: the temperature and the softmax.");

    private readonly PartialOption _partial = new();
    private readonly OutputOptions _form = CalibrationOutput.Options();

    private readonly LogitsFilesOptions _logits;

    private CalibrateCommand() => _logits = new LogitsFilesOptions(_heldOut.Labels, _heldOut.ForPictures);

    public static Command Create()
    {
        var options = new CalibrateCommand();
        var command = new Command("calibrate", Description);
        options._heldOut.AddTo(command);
        options._logits.AddTo(command);
        command.Options.Add(options._save);
        options._partial.AddTo(command);
        options._form.AddTo(command);
        command.Validators.Add(options._partial.RefuseBeside(options._save));
        command.Validators.Add(options._partial.RefuseBeside(options._logits.Files));
        command.SetWork(options.Calibrate);
        return command;
    }

    private int Calibrate(ParseResult result, CancellationToken stop)
    {
        var messages = new Messages();
        return _logits.Read(result, _heldOut.Bins(result)) is { } logits ? CalibrateLogits(result, logits, messages) : CalibratePictures(result, messages, stop);
    }

    private int CalibrateLogits(ParseResult result, LogitsFilesRequest logits, Messages messages)
    {
        string? file = FileToSave(result, logits.Files);
        MLContext ml = EvaluationRun.Context(messages);
        IDataView rows = logits.Open(ml, Shard.Whole);
        TemperatureScalingTransformer scaling = Calibration.Fit(ml, rows, logits);
        if (file is not null)
        {
            Calibration.Save(ml, rows, scaling, logits.ClassAxis, file);
        }

        return CalibrationOutput.Write(scaling, unusable: 0, _form.Read(result));
    }

    private int CalibratePictures(ParseResult result, Messages messages, CancellationToken stop)
    {
        EvaluationRequest request = _heldOut.Read(result);
        if (_partial.Read(result, request.Files, messages) is { } target)
        {
            return PicturesPart.Write(PicturesPart.Calibration, target, request, messages, stop);
        }

        string? file = FileToSave(result, request.Files);
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

    private string? FileToSave(ParseResult result, IEnumerable<string> inputs)
    {
        string? file = result.GetValue(_save);
        if (file is not null)
        {
            new OutputFile(_save.Name, file, Classifier.NotSaved(file), PipelineArchive.IsPipeline).Check(inputs, _partial.IsForced(result));
        }

        return file;
    }
}
