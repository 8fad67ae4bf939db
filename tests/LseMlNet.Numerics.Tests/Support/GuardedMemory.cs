using System.Runtime.InteropServices;

namespace LseMlNet.Numerics.Tests.Support;

/// <summary>Memory between two inaccessible pages: reading or writing even one element outside ends the process.</summary>
internal sealed unsafe partial class GuardedMemory<T> : IDisposable
    where T : unmanaged
{
    private const int NoAccess = 0;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly nint _pages;
    private readonly nint _total;
    private readonly int _bytes;

    public GuardedMemory(int length)
    {
        int page = Environment.SystemPageSize;
        _bytes = (length * sizeof(T) + page - 1) / page * page;
        _total = _bytes + 2 * page;
        _pages = Native.Map(0, _total, ReadWrite, PrivateAnonymous, -1, 0);
        Assert.NotEqual(-1, _pages);
        Assert.Equal(0, Native.Protect(_pages, page, NoAccess));
        Assert.Equal(0, Native.Protect(_pages + page + _bytes, page, NoAccess));
    }

    /// <summary>The first elements, directly after the first inaccessible page.</summary>
    public Span<T> AtStart(int length) => new((void*)(_pages + Environment.SystemPageSize), length);

    /// <summary>The last elements, directly before the second inaccessible page.</summary>
    public Span<T> AtEnd(int length) => new((void*)(_pages + Environment.SystemPageSize + _bytes - length * sizeof(T)), length);

    public void Dispose() => Assert.Equal(0, Native.Unmap(_pages, _total));
}

internal static partial class Native
{
    [LibraryImport("libc", EntryPoint = "mmap")]
    public static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    public static partial int Protect(nint address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    public static partial int Unmap(nint address, nint length);
}
