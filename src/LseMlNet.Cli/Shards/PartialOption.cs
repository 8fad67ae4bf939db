using System.CommandLine;
using System.CommandLine.Parsing;

namespace LseMlNet.Cli.Shards;

/// <summary>The option for a result that <c>merge</c> completes, together with its shard.</summary>
internal sealed class PartialOption
{
    private const string Name = "--partial";

    private readonly ShardOptions _shard = new();

    private readonly Option<string?> _partial = OptionKinds.FilePath(
        Name, "file.bin",
        "Write what merge needs of this shard to a file, and print nothing. The file is written next to its target and renamed, so it is " +
        "there completely or not at all.");

    private readonly Option<bool> _force = OptionKinds.Force();

    public void AddTo(Command command)
    {
        _shard.AddTo(command);
        command.Options.Add(_partial);
        command.Options.Add(_force);
        command.Validators.Add(result =>
        {
            if (_shard.IsGiven(result) && result.GetResult(_partial) is null)
            {
                result.AddError(
                    $"{ShardOptions.Name} needs {Name}, because the figures of a shard are not those of the whole; add {Name} part.bin, " +
                    "then merge the parts.");
            }
        });
    }

    /// <summary>Adds an error when an option is given together with this one.</summary>
    public Action<CommandResult> RefuseBeside(Option option) => result =>
    {
        if (result.GetResult(_partial) is not null && result.GetResult(option) is not null)
        {
            result.AddError(
                $"{option.Name} cannot be combined with {Name}, whose result is not complete before merge; remove one of them.");
        }
    };

    public bool IsForced(ParseResult result) => result.GetValue(_force);

    /// <summary>The file and the shard of the part; null if the user wants the whole result.</summary>
    /// <exception cref="UnusableInputException">The file must not be written, or cannot be.</exception>
    public PartTarget? Read(ParseResult result, IEnumerable<string> inputs, Messages messages)
    {
        if (result.GetValue(_partial) is not { } given)
        {
            return null;
        }

        Shard? shard = _shard.Read(result, hasFile: true, messages);
        string file = shard?.FileFor(given) ?? given;
        new OutputFile(Name, file, $"part '{file}' cannot be written", Part.IsPart).Check(inputs, result.GetValue(_force));
        return new PartTarget(file, shard ?? Shard.Whole);
    }
}

/// <summary>A part to write.</summary>
/// <param name="File">The file.</param>
/// <param name="Shard">The shard.</param>
internal sealed record PartTarget(string File, Shard Shard);
