using LseMlNet.Cli.Shards;

namespace LseMlNet.Cli.Tests.Shards;

public sealed class ShardOptionsTests
{
    private readonly List<string> _notes = [];

    [Theory]
    [InlineData("0", "8", "0", "7", "1/8")]
    [InlineData("7", "8", "0", "7", "8/8")]
    [InlineData("1", "8", "1", "8", "1/8")]
    [InlineData("0", "1", "0", "0", "1/1")]
    public void Choose_SlurmArray_IsTheShardOfTheTask(string id, string count, string first, string last, string expected)
    {
        Assert.Equal(expected, Choose(null, Slurm(id, count, first, last))?.ToString());
        Assert.Equal([$"this is shard {expected}, from SLURM_ARRAY_TASK_ID; --shard 1/1 does everything"], _notes);
    }

    // Tasks 3 and 5 of an array of 8 run again: the count of 2 is not the number of shards.
    [Theory]
    [InlineData("5", "2", "3", "5"), InlineData("3", "1", "3", "3"), InlineData("4", "4", "0", "6"), InlineData("9", "8", "0", "7")]
    [InlineData("3", null, "0", "7"), InlineData("x", "8", "0", "7")]
    public void Choose_SlurmArrayWithGaps_AsksForTheShard(string id, string? count, string first, string last)
    {
        string message = Assert.Throws<UnusableInputException>(() => Choose(null, Slurm(id, count, first, last))).Message;

        Assert.Contains("SLURM_ARRAY_TASK_ID", message, StringComparison.Ordinal);
        Assert.EndsWith("--shard", message, StringComparison.Ordinal);
        Assert.Equal("3/8", Choose("3/8", Slurm(id, count, first, last))?.ToString());
    }

    [Fact]
    public void Choose_IndexedJob_CountsItsIndexFromZero() =>
        Assert.Equal("3/4", Choose(null, new() { ["JOB_COMPLETION_INDEX"] = "2", ["JOB_COMPLETION_COUNT"] = "4" })?.ToString());

    [Theory]
    [InlineData(null, "JOB_COMPLETION_INDEX is set, but JOB_COMPLETION_COUNT is ''; expected a number, 1 or more, or --shard")]
    [InlineData("2", "JOB_COMPLETION_INDEX is 2, but JOB_COMPLETION_COUNT is 2; expected the completions of the job, or --shard")]
    public void Choose_IndexedJobWithoutItsCount_AsksForIt(string? count, string message) =>
        Assert.Equal(message, Assert.Throws<UnusableInputException>(() => Choose(null, new()
        {
            ["JOB_COMPLETION_INDEX"] = "2",
            ["JOB_COMPLETION_COUNT"] = count,
        })).Message);

    [Fact]
    public void Choose_GivenAndAssigned_GivenWinsWithANote()
    {
        Assert.Equal("2/8", Choose("2/8", Slurm("4", "8", "0", "7"))?.ToString());
        Assert.Equal(["this is shard 2/8, from --shard, although SLURM_ARRAY_TASK_ID means shard 5/8"], _notes);
    }

    [Fact]
    public void Choose_GivenAsAssigned_SaysNothing()
    {
        Assert.Equal("5/8", Choose("5/8", Slurm("4", "8", "0", "7"))?.ToString());
        Assert.Empty(_notes);
    }

    [Fact]
    public void Choose_TwoSchedulersThatDiffer_AsksForTheShard()
    {
        Dictionary<string, string?> both = Slurm("4", "8", "0", "7");
        both["JOB_COMPLETION_INDEX"] = "0";
        both["JOB_COMPLETION_COUNT"] = "8";

        Assert.Equal(
            "SLURM_ARRAY_TASK_ID means shard 5/8, but JOB_COMPLETION_INDEX means shard 1/8; set --shard",
            Assert.Throws<UnusableInputException>(() => Choose(null, both)).Message);
    }

    // A task of an array that classifies a folder of its own must not classify an eighth of it.
    [Fact]
    public void Choose_StandardOutput_IgnoresTheScheduler()
    {
        Assert.Null(ShardOptions.Choose(null, hasFile: false, Slurm("4", "8", "0", "7").GetValueOrDefault, _notes.Add));
        Assert.Empty(_notes);
    }

    [Fact]
    public void Choose_NoScheduler_TheWhole() => Assert.Null(Choose(null, []));

    private Shard? Choose(string? given, Dictionary<string, string?> variables) =>
        ShardOptions.Choose(given is null ? null : Shard.Parse(given), hasFile: true, variables.GetValueOrDefault, _notes.Add);

    private static Dictionary<string, string?> Slurm(string id, string? count, string first, string last) => new()
    {
        ["SLURM_ARRAY_TASK_ID"] = id,
        ["SLURM_ARRAY_TASK_COUNT"] = count,
        ["SLURM_ARRAY_TASK_MIN"] = first,
        ["SLURM_ARRAY_TASK_MAX"] = last,
    };
}
