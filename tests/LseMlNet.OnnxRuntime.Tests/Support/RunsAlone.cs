namespace LseMlNet.OnnxRuntime.Tests.Support;

/// <summary>
/// The collection of tests that measure the memory or the threads of the whole process. No other test runs at the same time.
/// </summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;
