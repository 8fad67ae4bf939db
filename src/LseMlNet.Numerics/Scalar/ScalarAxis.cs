using System.Numerics;

namespace LseMlNet.Numerics.Scalar;

/// <summary>Runs <see cref="ScalarRow{T}"/> over the positions of logits in the layout [outer, classCount, innerLength].</summary>
internal readonly unsafe struct ScalarAxis<T>(T* logits, int classCount, int innerLength, double temperature)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Softmax(T* probabilities, int first, int end)
    {
        for (int position = first; position < end; position++)
        {
            Row(position).Softmax(probabilities + Start(position));
        }
    }

    public void LogSoftmax(T* logProbabilities, int first, int end)
    {
        for (int position = first; position < end; position++)
        {
            Row(position).LogSoftmax(logProbabilities + Start(position));
        }
    }

    public void LogSumExp(T* results, int first, int end)
    {
        for (int position = first; position < end; position++)
        {
            results[position] = Row(position).LogSumExp();
        }
    }

    /// <summary>A negative label gives NaN.</summary>
    public void CrossEntropy(int* labels, T* results, int first, int end)
    {
        for (int position = first; position < end; position++)
        {
            results[position] = labels[position] < 0 ? T.NaN : Row(position).CrossEntropy(labels[position]);
        }
    }

    public void Entropy(T* results, int first, int end)
    {
        for (int position = first; position < end; position++)
        {
            results[position] = Row(position).Entropy();
        }
    }

    public void Margin(T* results, int first, int end)
    {
        for (int position = first; position < end; position++)
        {
            results[position] = Row(position).Margin();
        }
    }

    public void ArgMax(int* results, int first, int end)
    {
        for (int position = first; position < end; position++)
        {
            results[position] = Row(position).ArgMax();
        }
    }

    private ScalarRow<T> Row(int position) => new(logits + Start(position), classCount, innerLength, temperature);

    private nint Start(int position) => (nint)(position / innerLength) * classCount * innerLength + position % innerLength;
}
