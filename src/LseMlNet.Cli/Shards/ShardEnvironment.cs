using System.Globalization;

namespace LseMlNet.Cli.Shards;

/// <summary>The shard that a scheduler assigns to this process through environment variables.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Variable">The variable that specifies the shard.</param>
internal sealed record ShardEnvironment(Shard Shard, string Variable)
{
    private const string SlurmTask = "SLURM_ARRAY_TASK_ID";
    private const string KubernetesIndex = "JOB_COMPLETION_INDEX";
    private const string KubernetesCount = "JOB_COMPLETION_COUNT";

    /// <summary>A Slurm job array, or an indexed job of Kubernetes; null if this process is part of neither.</summary>
    /// <param name="variable">Gets the value of an environment variable.</param>
    /// <exception cref="UnusableInputException">The variables do not determine the shard.</exception>
    public static ShardEnvironment? Find(Func<string, string?> variable)
    {
        ShardEnvironment? slurm = Slurm(variable), kubernetes = Kubernetes(variable);
        return slurm is not null && kubernetes is not null && slurm.Shard != kubernetes.Shard
            ? throw new UnusableInputException(
                $"{SlurmTask} means shard {slurm.Shard}, but {KubernetesIndex} means shard {kubernetes.Shard}; set {ShardOptions.Name}")
            : slurm ?? kubernetes;
    }

    private static ShardEnvironment? Slurm(Func<string, string?> variable)
    {
        if (string.IsNullOrEmpty(variable(SlurmTask)))
        {
            return null;
        }

        int task = Number(SlurmTask, 0), count = Number("SLURM_ARRAY_TASK_COUNT", 1), first = Number("SLURM_ARRAY_TASK_MIN", 0),
            last = Number("SLURM_ARRAY_TASK_MAX", first);
        // In an array with gaps, such as the missing tasks that run again, the count is not the number of shards.
        return first <= 1 && last - first + 1 == count && task >= first && task <= last
            ? new ShardEnvironment(new Shard(task - first + 1, count), SlurmTask)
            : throw new UnusableInputException(
                $"{SlurmTask} is {task} in an array of {count} from {first} to {last}, which does not tell the shard; expected a whole " +
                $"array from 0 or 1; set {ShardOptions.Name}");

        int Number(string name, int least) => NumberOf(variable, name, least);
    }

    private static ShardEnvironment? Kubernetes(Func<string, string?> variable)
    {
        if (string.IsNullOrEmpty(variable(KubernetesIndex)))
        {
            return null;
        }

        int index = NumberOf(variable, KubernetesIndex, 0), count = NumberOf(variable, KubernetesCount, 1);
        return index < count
            ? new ShardEnvironment(new Shard(index + 1, count), KubernetesIndex)
            : throw new UnusableInputException(
                $"{KubernetesIndex} is {index}, but {KubernetesCount} is {count}; expected the completions of the job, or " +
                $"{ShardOptions.Name}");
    }

    private static int NumberOf(Func<string, string?> variable, string name, int least) =>
        int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least
            ? number
            : throw new UnusableInputException(
                $"{(name.StartsWith("SLURM", StringComparison.Ordinal) ? SlurmTask : KubernetesIndex)} is set, but {name} is " +
                $"'{variable(name)}'; expected a number, {least} or more, or {ShardOptions.Name}");
}
