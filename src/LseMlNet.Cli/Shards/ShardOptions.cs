using System.CommandLine;
using System.CommandLine.Parsing;

namespace LseMlNet.Cli.Shards;

/// <summary>The option that chooses one part of the work.</summary>
internal sealed class ShardOptions
{
    public const string Name = "--shard";

    private readonly Option<Shard?> _shard = OptionKinds.Optional<Shard>(
        Name, "i/n", Shard.Parse, "a shard and their number, as in 3/8",
        "Do one of n equal parts of the work, as in 3/8, so that several machines can share it. The name of the output gets the shard: " +
        "part-3-of-8.bin. " +
        "Without this option, a task of a Slurm array or of an indexed Kubernetes job that writes such a file does its own part.");

    public void AddTo(Command command) => command.Options.Add(_shard);

    /// <summary>Whether the user set a shard.</summary>
    public bool IsGiven(CommandResult command) => command.GetResult(_shard) is not null;

    /// <summary>
    /// The shard that the user set, or the one that a scheduler assigned to this process; null for the whole work. If the user
    /// did not type the shard, a note reports it.
    /// </summary>
    /// <param name="result">The command line.</param>
    /// <param name="hasFile">Whether the output is a file; only then does a scheduler determine the shard.</param>
    /// <param name="messages">Receives the notes.</param>
    /// <exception cref="UnusableInputException">The scheduler's variables do not determine the shard.</exception>
    public Shard? Read(ParseResult result, bool hasFile, Messages messages) =>
        Choose(result.GetValue(_shard), hasFile, Environment.GetEnvironmentVariable, messages.Note);

    /// <inheritdoc cref="Read"/>
    public static Shard? Choose(Shard? given, bool hasFile, Func<string, string?> variable, Action<string> note)
    {
        if (!hasFile)
        {
            return given;
        }

        if (given is null)
        {
            if (ShardEnvironment.Find(variable) is not { } assigned)
            {
                return null;
            }

            note($"this is shard {assigned.Shard}, from {assigned.Variable}; {Name} 1/1 does everything");
            return assigned.Shard;
        }

        if (Assigned(variable) is { } other && other.Shard != given)
        {
            note($"this is shard {given}, from {Name}, although {other.Variable} means shard {other.Shard}");
        }

        return given;
    }

    // If the user sets the shard, variables that determine none do not matter.
    private static ShardEnvironment? Assigned(Func<string, string?> variable)
    {
        try
        {
            return ShardEnvironment.Find(variable);
        }
        catch (UnusableInputException)
        {
            return null;
        }
    }
}
