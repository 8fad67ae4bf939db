using System.CommandLine;
using System.CommandLine.Parsing;

namespace LseMlNet.Examples.ImageClassifier;

/// <summary>The options: for each its name, its help, its default and the values that it takes.</summary>
internal sealed class CommandLineOptions
{
    private static readonly string ShippedModel = Path.Combine(AppContext.BaseDirectory, "Model", "fashion.onnx");
    private static readonly string ShippedLabels = Path.Combine(AppContext.BaseDirectory, "Model", "labels.txt");

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

    private readonly Option<PictureSize> _size = new("--size")
    {
        Description = "The size that the model takes.",
        HelpName = "WxH",
        DefaultValueFactory = _ => new PictureSize(28, 28),
        CustomParser = text => Parse(text, PictureSize.Parse, "width and height, each 1 to 10000, as in 224x224"),
    };

    private readonly Option<string> _resize = new Option<string>("--resize")
    {
        Description = "How a picture of another shape is made to fit: crop what sticks out, pad with black, or fill by stretching.",
        DefaultValueFactory = _ => "crop",
    }.AcceptOnlyFromAmong("crop", "pad", "fill");

    private readonly Option<string> _channels = new Option<string>("--channels")
    {
        Description = "The colours that the model takes: gray (the green channel as it is, which is the gray of a gray picture), " +
            "luma (the brightness of a colour picture), rgb or bgr.",
        DefaultValueFactory = _ => "gray",
    }.AcceptOnlyFromAmong("gray", "luma", "rgb", "bgr");

    private readonly Option<ChannelValues> _mean = new("--mean")
    {
        Description = "The model is given (pixel - mean) x scale, where pixels are 0 to 255. One number, or one for each channel: 123.7,116.3,103.5",
        HelpName = "M",
        DefaultValueFactory = _ => new ChannelValues(0),
        CustomParser = text => Parse(text, ChannelValues.Parse, "a number, or one for each channel as in 123.7,116.3,103.5"),
    };

    private readonly Option<ChannelValues> _scale = new("--scale")
    {
        Description = "See --mean. One number, or one for each channel.",
        HelpName = "S",
        DefaultValueFactory = _ => new ChannelValues(1),
        CustomParser = text => Parse(text, ChannelValues.Parse, "a number, or one for each channel as in 0.0171,0.0175,0.0174"),
    };

    private readonly Option<int> _top = new("--top")
    {
        Description = "How many classes to show for each picture.",
        HelpName = "K",
        DefaultValueFactory = _ => 3,
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
        _top.Validators.Add(RefuseNoClasses);
        command.Validators.Add(RefuseModelBesidePipeline);
        command.Validators.Add(RefuseNumbersWithoutChannel);
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

    private static T? Parse<T>(ArgumentResult argument, Func<string, T?> parse, string wanted)
        where T : class
    {
        string text = argument.Tokens[0].Value;
        T? value = parse(text);
        if (value is null)
            argument.AddError($"{argument.Parent}: '{text}' is not {wanted}.");
        return value;
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

    private static void RefuseNoClasses(OptionResult top)
    {
        if (top.GetValueOrDefault<int>() < 1)
            top.AddError($"--top is {top.GetValueOrDefault<int>()}; wanted 1 or more.");
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

    private void RefuseNumbersWithoutChannel(CommandResult command)
    {
        int channels = command.GetValue(_channels) is "rgb" or "bgr" ? 3 : 1;
        foreach (Option<ChannelValues> option in new[] { _mean, _scale })
        {
            if (command.GetValue(option) is { Count: > 1 } values && values.Count != channels)
                command.AddError($"{option.Name} {values} has {values.Count} numbers; wanted one, or as many as there are --channels ({channels}).");
        }
    }
}
