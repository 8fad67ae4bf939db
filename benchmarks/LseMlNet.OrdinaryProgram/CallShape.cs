namespace LseMlNet.OrdinaryProgram;

/// <summary>The kind of code around a call.</summary>
internal enum CallShape
{
    /// <summary>A delegate calls the kernel.</summary>
    Delegate,

    /// <summary>A loop in a method that runs once, as in Main.</summary>
    Loop,

    /// <summary>The same in a method with a stackalloc.</summary>
    StackAlloc,

    /// <summary>The same in a method whose code is shared by all reference types.</summary>
    Generic,

    /// <summary>The same in an async method.</summary>
    Async,
}
