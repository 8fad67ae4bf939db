namespace LseMlNet.Testing;

/// <summary>A run of the tests against mutated code, as eng/mutation.sh starts it.</summary>
public static class MutationRun
{
    /// <summary>Skips a test that starts another process: that process runs the original code, so the test detects no mutant.</summary>
    public static void SkipTestOfAnotherProcess() =>
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("LSEMLNET_MUTATION_RUN") is not null,
            "Another process would run the code without the mutation.");
}
