using System.Runtime.InteropServices;

namespace LseMlNet.Images;

/// <summary>Memory outside the managed heap that is reused from picture to picture and grows to the size of the largest.</summary>
internal sealed unsafe class NativeMemoryBlock : SafeHandle
{
    private nuint _length;

    public NativeMemoryBlock()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    public IntPtr Address => handle;

    /// <summary>Returns the first bytes, whose content is unspecified.</summary>
    public Span<byte> Take(int length)
    {
        if (_length < (nuint)length)
        {
            NativeMemory.Free((void*)handle);
            handle = 0;
            handle = (nint)NativeMemory.Alloc((nuint)length);
            _length = (nuint)length;
        }

        return new Span<byte>((void*)handle, length);
    }

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
