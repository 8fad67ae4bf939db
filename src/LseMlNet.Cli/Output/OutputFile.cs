namespace LseMlNet.Cli.Output;

/// <summary>
/// Checks an output file before any work is done, so that a mistyped or swapped name cannot destroy
/// an input or another of the user's files.
/// </summary>
/// <param name="Option">The option that names the file.</param>
/// <param name="Path">The path that the user gave.</param>
/// <param name="Failure">The text that each error starts with.</param>
/// <param name="IsOfItsKind">Returns whether an existing file is of the kind that this option writes.</param>
internal sealed record OutputFile(string Option, string Path, string Failure, Func<string, bool> IsOfItsKind)
{
    /// <param name="inputs">The files that the command reads.</param>
    /// <param name="force">Whether an existing file of another kind may be replaced. An input is never replaced.</param>
    /// <exception cref="UnusableInputException">The file must not or cannot be written.</exception>
    public void Check(IEnumerable<string> inputs, bool force)
    {
        if (SafeFile.IsWrittenDirectly(Path))
        {
            return;
        }

        if (Directory.Exists(Path))
        {
            throw new UnusableInputException($"{Failure}: it is a folder");
        }

        // A link may point to a file that does not exist yet, in a folder that does.
        string target = RealPath.Of(Path);
        if (!Directory.Exists(System.IO.Path.GetDirectoryName(target)))
        {
            throw new UnusableInputException($"{Failure}: there is no such folder");
        }

        if (inputs.FirstOrDefault(input => RealPath.IsSame(input, target)) is { } same)
        {
            throw new UnusableInputException($"{Failure}: this would destroy the input '{same}'; choose another name for {Option}");
        }

        // An empty file may be replaced, because mktemp creates one.
        if (!force && new FileInfo(target) is { Exists: true, Length: > 0 }
            && !UnusableInputException.Explain(Failure, () => IsOfItsKind(target)))
        {
            throw new UnusableInputException(
                $"{Failure}: a file of another kind is there; choose another name for {Option}, or add --force to replace the file");
        }
    }
}
