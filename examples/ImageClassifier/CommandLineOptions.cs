using System.CommandLine;
using System.CommandLine.Parsing;

namespace LseMlNet.Examples.ImageClassifier;

/// <summary>The options: for each its name, its help, its default and the values that it takes.</summary>
internal sealed class CommandLineOptions
{
    /// <summary>The model that comes with the example, and the names of its classes.</summary>
    public static readonly string ShippedModel = Path.Combine(AppContext.BaseDirectory, "Model", "fashion.onnx");
    public static readonly string ShippedLabels = Path.Combine(AppContext.BaseDirectory, "Model", "labels.txt");

    private readonly Argument<string[]> _pictures = new("pictures")
    {
        Description = "PNG and JPEG files, and folders of them. Without any: the pictures that come with the program.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "An ONNX model that takes one picture as planes of pixels, [1, channels, height, width], and gives a logit for each class.",
        HelpName = "file.onnx",
    };

    private readonly Option<string?> _labels = new("--labels")
    {
        Description = "The names of the classes, one a line; of a line \"n02123045 tabby, tabby cat\" the word tabby. " +
            "Without this, the classes of a model of your own go by number.",
        HelpName = "file.txt",
    };

    private readonly Option<PictureSize> _size = Parsed(
        "--size", "WxH", new PictureSize(28, 28), PictureSize.Parse, "width and height, each 1 to 10000, as in 224x224",
        "The size that the model takes.");

    private readonly Option<string> _resize = Choice(
        "--resize", ["crop", "pad", "fill"],
        "How a picture of another shape is made to fit: crop what sticks out, pad with black, or fill by stretching.");

    private readonly Option<string> _channels = Choice(
        "--channels", ["gray", "luma", "rgb", "bgr"],
        "The colours that the model takes: gray (the green channel as it is, which is the gray of a gray picture), " +
        "luma (the brightness of a colour picture), rgb or bgr.");

    private readonly Option<ChannelValues> _mean = Parsed(
        "--mean", "M", new ChannelValues(0), ChannelValues.Parse, "a number, or one for each channel as in 123.7,116.3,103.5",
        "The model is given (pixel - mean) x scale, where pixels are 0 to 255. One number for all channels, or one for each: 123.7,116.3,103.5");

    private readonly Option<ChannelValues> _scale = Parsed(
        "--scale", "S", new ChannelValues(1), ChannelValues.ParseNonZero, "a number, or one for each channel as in 0.0171,0.0175,0.0174, and none of them 0",
        "See --mean. One number for all channels, or one for each.");

    private readonly Option<int> _top = new("--top")
    {
        Description = "How many classes to show for each picture.",
        HelpName = "K",
        DefaultValueFactory = _ => 3,
        CustomParser = argument => int.TryParse(argument.Tokens[0].Value, out int count) && count > 0 ? count : Refuse<int>(argument, "a number, 1 or more"),
    };

    private readonly Option<string?> _save = new("--save")
    {
        Description = "Save the whole pipeline there, model and labels included: an ML.NET model file.",
        HelpName = "file.zip",
    };

    private readonly Option<string?> _pipeline = new("--pipeline")
    {
        Description = "Use a saved pipeline in place of a model. It has model, labels, size and the rest in it.",
        HelpName = "file.zip",
    };

    private readonly Option<bool> _compareNaive = new("--compare-naive")
    {
        Description = "Show beside each probability what exp(x) / sum of exp(x) gives in float.",
    };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_pictures);
        foreach (Option option in new Option[] { _model, _labels, _size, _resize, _channels, _mean, _scale, _top, _save, _pipeline, _compareNaive })
            command.Options.Add(option);

        _pictures.Validators.Add(RefuseUnknownOptions);
        command.Validators.Add(RefuseModelBesidePipeline);
    }

    public Request ToRequest(ParseResult result)
    {
        string[] pictures = result.GetValue(_pictures) ?? [];
        bool shippedModel = result.GetValue(_model) is null && result.GetValue(_pipeline) is null;
        return new Request(
            Pictures: pictures.Length > 0 ? pictures : [PictureFinder.Shipped],
            ModelFile: result.GetValue(_model) ?? ShippedModel,
            LabelsFile: result.GetValue(_labels) ?? (shippedModel ? ShippedLabels : null),
            Input: new ModelInput(
                result.GetRequiredValue(_size),
                Enum.Parse<Resizing>(result.GetRequiredValue(_resize), ignoreCase: true),
                Enum.Parse<Channels>(result.GetRequiredValue(_channels), ignoreCase: true),
                result.GetRequiredValue(_mean),
                result.GetRequiredValue(_scale)),
            PipelineFile: result.GetValue(_pipeline),
            SaveFile: result.GetValue(_save),
            Top: result.GetValue(_top),
            CompareNaive: result.GetValue(_compareNaive));
    }

    private static Option<string> Choice(string name, string[] choices, string description) => Parsed(
        name, string.Join('|', choices), choices[0], text => choices.Contains(text) ? text : null, $"one of {string.Join(", ", choices)}", description);

    private static Option<T> Parsed<T>(string name, string helpName, T normally, Func<string, T?> parse, string wanted, string description)
        where T : class => new(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => normally,
            CustomParser = argument => parse(argument.Tokens[0].Value) ?? Refuse<T>(argument, wanted),
        };

    private static T? Refuse<T>(ArgumentResult argument, string wanted)
    {
        argument.AddError($"{((OptionResult)argument.Parent!).Option.Name} is '{argument.Tokens[0].Value}'; wanted {wanted}.");
        return default;
    }

    // A misspelt option would else be looked for among the files.
    private static void RefuseUnknownOptions(ArgumentResult pictures)
    {
        foreach (Token token in pictures.Tokens)
        {
            if (token.Value.StartsWith("--", StringComparison.Ordinal) && !Path.Exists(token.Value))
                pictures.AddError($"There is no option '{token.Value}'; --help shows those that there are.");
        }
    }

    private void RefuseModelBesidePipeline(CommandResult command)
    {
        if (command.GetResult(_pipeline) is null)
            return;
        foreach (Option option in new Option[] { _model, _size, _resize, _channels, _mean, _scale, _save })
        {
            if (command.GetResult(option) is { Implicit: false })
                command.AddError($"{option.Name} does not go with --pipeline, whose file has all that in it; leave one of them out.");
        }
    }
}
