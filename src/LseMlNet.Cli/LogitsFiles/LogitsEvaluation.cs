namespace LseMlNet.Cli.LogitsFiles;

/// <summary>Evaluates files of logits, or one shard of their rows, in one pass, or combines the shards.</summary>
internal static class LogitsEvaluation
{
    /// <summary>The <see cref="Part.Kind"/> of these parts.</summary>
    public const string Kind = "an evaluation of files of logits";

    /// <summary>Prints the metrics, and returns the exit code.</summary>
    /// <exception cref="UnusableInputException">A file cannot be used.</exception>
    public static int Print(LogitsFilesRequest request, Messages messages, OutputForm form) =>
        LogitsEvaluationOutput.Write(request.Sum(EvaluationRun.Context(messages), Shard.Whole).ToMetrics(), form);

    /// <summary>Writes the sums of a shard, and returns the exit code.</summary>
    /// <exception cref="UnusableInputException">A file cannot be used, or the part cannot be written.</exception>
    public static int WritePart(LogitsFilesRequest request, PartTarget target, Messages messages)
    {
        using var content = new MemoryStream();
        request.Sum(EvaluationRun.Context(messages), target.Shard).Save(content);
        new Part(target.File, Kind, target.Shard, request.Job(), content.ToArray()).Write();
        return ExitCode.Done;
    }

    /// <summary>Returns the metrics of all parts together.</summary>
    /// <param name="parts">All parts, in the order of their shards.</param>
    /// <exception cref="UnusableInputException">A part cannot be read, or does not fit the others.</exception>
    public static LogitsMetrics Merge(IReadOnlyList<Part> parts)
    {
        LogitsMetricsSums? sums = null;
        foreach (Part part in parts)
        {
            UnusableInputException.Explain($"part '{part.Path}' cannot be used", () =>
            {
                var other = LogitsMetricsSums.Load(new MemoryStream(part.Content));
                if (sums is null)
                {
                    sums = other;
                }
                else
                {
                    sums.Add(other);
                }

                return sums;
            });
        }

        return sums!.ToMetrics();
    }
}
