using LseMlNet.Benchmarks.Peers;

namespace LseMlNet.Benchmarks.Stages;

/// <summary>The softmax along a class axis as people write it by hand: one position after another, with a stride between its classes.</summary>
internal sealed class StridedPeer(Problem<float> problem) : IPeer
{
    public string Name => "strided loop";

    public void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            Softmax(problem.Logits, problem.Results, problem.Shape.ClassCount, problem.Shape.InnerLength);
        }
    }

    public void Dispose()
    {
    }

    private static void Softmax(float[] logits, float[] probabilities, int classes, int stride)
    {
        for (int outer = 0; outer < logits.Length; outer += classes * stride)
        {
            for (int first = outer; first < outer + stride; first++)
            {
                int end = first + classes * stride;
                float max = float.NegativeInfinity;
                for (int i = first; i < end; i += stride)
                {
                    max = MathF.Max(max, logits[i]);
                }

                float sum = 0;
                for (int i = first; i < end; i += stride)
                {
                    probabilities[i] = MathF.Exp(logits[i] - max);
                    sum += probabilities[i];
                }

                for (int i = first; i < end; i += stride)
                {
                    probabilities[i] /= sum;
                }
            }
        }
    }
}
