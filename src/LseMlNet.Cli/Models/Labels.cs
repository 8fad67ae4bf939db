using System.IO.Compression;
using System.Text.RegularExpressions;
using LseMlNet.OnnxRuntime;
using Microsoft.ML;

namespace LseMlNet.Cli.Models;

/// <summary>The names of the classes, in the order of the model's logits.</summary>
internal sealed partial class Labels
{
    // A saved ML.NET pipeline is a ZIP archive. ML.NET reads only the entries that it knows, so an additional entry is harmless.
    private const string EntryName = "labels.txt";

    // The names of a hundred thousand classes need a tenth of this.
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>No names: classes are shown by number.</summary>
    public static readonly Labels None = new([], "");

    private readonly string[] _names;
    private readonly Label[] _labels;
    private readonly string _source;
    // An empty line between others is probably a class whose name is missing.
    private readonly Label? _gap;

    private Labels(IReadOnlyList<Label> lines, string source)
    {
        _labels = [.. lines.Where(label => label.Name.Length > 0)];
        _names = Array.ConvertAll(_labels, label => WordNetLine().Replace(label.Name, "${name}"));
        _gap = lines.Take(_labels.Length).FirstOrDefault(label => label.Name.Length == 0);
        _source = source;
    }

    public string this[int slot] => slot < _names.Length ? _names[slot] : $"class {slot}";

    /// <summary>A name for each class.</summary>
    /// <exception cref="UnusableInputException">There are names, but their number differs from the number of classes.</exception>
    public string[] Names(int classes)
    {
        CheckCount(classes);
        return [.. Enumerable.Range(0, classes).Select(slot => this[slot])];
    }

    /// <summary>
    /// Returns these names. If there are none, returns the names stored in the model of a pipeline,
    /// provided that there is one for each class.
    /// </summary>
    public Labels Or(ITransformer pipeline, int classes) =>
        _names.Length == 0 && pipeline is IEnumerable<ITransformer> stages
            ? Or(stages.OfType<OnnxScoringTransformer>().FirstOrDefault()?.ClassNames, classes)
            : this;

    /// <summary>
    /// Returns these names. If there are none, returns the names stored in a model, provided that there is one for each class.
    /// </summary>
    public Labels Or(IReadOnlyList<string>? model, int classes) =>
        _names.Length == 0 && model?.Count == classes
            ? new Labels([.. model.Select((name, i) => new Label($"class {i}", name))], "the model")
            : this;

    /// <summary>Reads a file with one name per line, a JSON array of names, or the id2label of a config.json.</summary>
    /// <exception cref="UnusableInputException">The file cannot be read or is empty.</exception>
    public static Labels Read(string file)
    {
        var labels = UnusableInputException.Explain(
            $"labels file '{file}' cannot be read", () =>
                new Labels(LabelText.Read(InputFile.ReadAll(file, MostBytes)), $"labels file '{file}'"));
        return labels._names.Length > 0
            ? labels
            : throw new UnusableInputException($"labels file '{file}' is empty; expected one class name per line");
    }

    /// <summary>
    /// Reads the names that <see cref="AddTo"/> added to a saved pipeline; a pipeline saved by another program has none.
    /// </summary>
    public static Labels ReadFrom(string pipelineFile)
    {
        using ZipArchive archive = ZipFile.OpenRead(pipelineFile);
        if (archive.GetEntry(EntryName) is not ZipArchiveEntry entry)
        {
            return None;
        }

        using Stream stream = entry.Open();
        return new Labels(
            LabelText.Read(UnusableInputException.Explain($"entry '{EntryName}' of the archive cannot be read",
                () => InputFile.ReadAll(stream, entry.Length, MostBytes))),
            $"pipeline '{pipelineFile}'");
    }

    /// <summary>Adds the names to a saved pipeline.</summary>
    /// <param name="pipeline">The whole file, as a stream that can read, write and seek.</param>
    public void AddTo(Stream pipeline)
    {
        if (_names.Length == 0)
        {
            return;
        }

        using var archive = new ZipArchive(pipeline, ZipArchiveMode.Update, leaveOpen: true);
        using var writer = new StreamWriter(archive.CreateEntry(EntryName).Open());
        writer.Write(string.Join('\n', _names));
    }

    /// <exception cref="UnusableInputException">There are names, but their number differs from the number of classes.</exception>
    public void CheckCount(int classes)
    {
        if (_names.Length != 0 && _names.Length != classes)
        {
            string gap = _gap is null ? "" : $"; {_gap.Where} is empty";
            string where = _names.Length < classes
                ? $"the last name is {_labels[^1].Where}, '{_labels[^1].Name}'"
                : $"the first name without a class is {_labels[classes].Where}, '{_labels[classes].Name}'";
            throw new UnusableInputException(
                $"{_source} has {_names.Length} names, but the model has {classes} classes; expected one line for each class; " +
                $"{where}{gap}");
        }
    }

    // ImageNet label files have lines such as "n07920052 espresso" and "n02123045 tabby, tabby cat"; the id and the synonyms are dropped.
    [GeneratedRegex(@"^n\d{8}\s+(?<name>[^,]+).*$", RegexOptions.ExplicitCapture)]
    private static partial Regex WordNetLine();
}
