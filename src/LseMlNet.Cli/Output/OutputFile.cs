namespace LseMlNet.Cli.Output;

/// <summary>
/// Checks a file that the program is asked to write before any work is done, so that neither an input nor the user's other files are
/// destroyed by a mistyped or reversed name.
/// </summary>
/// <param name="Option">The option that names it.</param>
/// <param name="Path">What the user gave.</param>
/// <param name="Failure">The start of each error.</param>
/// <param name="IsOfItsKind">Whether an existing file is one that this option writes.</param>
internal sealed record OutputFile(string Option, string Path, string Failure, Func<string, bool> IsOfItsKind)
{
    /// <param name="inputs">The files that the command reads.</param>
    /// <param name="force">Whether an existing file of another kind may be replaced. An input is never replaced.</param>
    /// <exception cref="UnusableInputException">The file must not be written, or cannot be.</exception>
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

        // A link may lead to a file that is not there yet, in a folder that is.
        string target = RealPath.Of(Path);
        if (!Directory.Exists(System.IO.Path.GetDirectoryName(target)))
        {
            throw new UnusableInputException($"{Failure}: there is no such folder");
        }

        if (inputs.FirstOrDefault(input => RealPath.IsSame(input, target)) is { } same)
        {
            throw new UnusableInputException($"{Failure}: this would destroy the input '{same}'; choose another name for {Option}");
        }

        // mktemp creates empty files.
        if (!force && new FileInfo(target) is { Exists: true, Length: > 0 } && !UnusableInputException.Explain(Failure, () => IsOfItsKind(target)))
        {
            throw new UnusableInputException($"{Failure}: a file of another kind is there; choose another name for {Option}, or add --force to replace the file");
        }
    }
}
