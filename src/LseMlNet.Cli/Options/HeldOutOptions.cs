using System.CommandLine;

namespace LseMlNet.Cli.Options;

/// <summary>The options of the commands that score held-out pictures with a model, and do not show the pictures.</summary>
internal sealed class HeldOutOptions
{
    private readonly DataOptions _data = new("those that ship with the program");

    private readonly Option<string?> _model = OptionKinds.FilePath(
        "--model", "file.onnx", "An ONNX model that takes such a picture and gives a logit for each class.");

    private readonly Option<string?> _labels = OptionKinds.FilePath(
        "--labels", "file.txt", "The names of the classes, one per line. Without this option, the classes of your own model are shown by number. With --logits: the file of the true classes.");

    private readonly Option<string?> _output = ModelOptions.Output();
    private readonly PreprocessingOptions _preprocessing = new();
    private readonly LimitOptions _limits = LimitOptions.ForFiles();

    /// <summary>The option for the names of the classes, or for the true classes of logits.</summary>
    public Option<string?> Labels => _labels;

    /// <summary>The options that make sense only for a model and pictures.</summary>
    public IReadOnlyList<Option> ForPictures => [_model, _data.Data, .. _preprocessing.All, .. _limits.All];

    public int Bins(ParseResult result) => _data.Bins(result);

    public void AddTo(Command command)
    {
        command.Options.Add(_model);
        command.Options.Add(_labels);
        command.Options.Add(_output);
        _data.AddTo(command);
        _preprocessing.AddTo(command);
        _limits.AddTo(command);
    }

    public EvaluationRequest Read(ParseResult result)
    {
        bool shippedModel = result.GetValue(_model) is null;
        var model = new ModelChoice(
            ModelFile: result.GetValue(_model) ?? ModelChoice.ShippedModel,
            LabelsFile: result.GetValue(_labels) ?? (shippedModel ? ModelChoice.ShippedLabels : null),
            OutputName: result.GetValue(_output),
            Input: _preprocessing.Read(result),
            PipelineFile: null,
            MinimumProbability: 0);
        return new EvaluationRequest(_data.Folder(result) ?? LabelledPictures.Shipped, model, _data.Bins(result), CompareNaive: false, _limits.Read(result));
    }
}
