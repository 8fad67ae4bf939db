using System.Numerics;

namespace LseMlNet.OrdinaryProgram;

/// <summary>A kernel and the code that people write instead.</summary>
internal interface IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static abstract string Name { get; }

    static abstract void Ours(Data<T> data);

    static abstract void Naive(Data<T> data);
}
