namespace LseMlNet.OnnxRuntime.Tests.Support;

/// <summary>Tests that look at the memory or the threads of the whole process run while no other test does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
