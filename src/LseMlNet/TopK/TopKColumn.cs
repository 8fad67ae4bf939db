using System.Numerics;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// One of the two outputs: labels or probabilities. Each output finds the k classes by itself, so an output that is not read costs nothing,
/// and the two share no state. Finding the classes costs little compared to a softmax.
/// </summary>
internal sealed class TopKColumn<T, TValue>(
    DataViewSchema.Column scores,
    DataViewSchema.DetachedColumn output,
    ClassShape shape,
    int k,
    ScoreMeaning meaning,
    ScoreKernels<T> kernels,
    InvalidRows invalidRows,
    TopKOutput<T, TValue> content)
    : BoundColumn(scores)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override DataViewSchema.DetachedColumn Output => output;

    public override string? WhyNotOnnx => null;

    public override Delegate CreateGetter(DataViewRow row, out Action? end)
    {
        InvalidRows.Cursor invalid = invalidRows.Begin(row);
        end = invalid.End;
        var reader = new ScoreReader<T>(TopKSettings.Stage, row, Input, shape, meaning, kernels, invalid);
        int[] indices = new int[k];
        T[] classes = shape.Axis is null ? [] : new T[shape.ClassCount];
        return (ValueGetter<VBuffer<TValue>>)Get;

        void Get(ref VBuffer<TValue> values)
        {
            ReadOnlySpan<T> all = reader.Read(), probabilities = content.NeedsProbabilities ? reader.Probabilities(all) : default;
            VBufferEditor<TValue> editor = VBufferEditor.Create(ref values, shape.PositionCount * k);
            int firstInvalid = -1, invalidCount = 0, inner = shape.InnerLength;
            for (int position = 0; position < shape.PositionCount; position++)
            {
                int start = shape.Start(position), target = position / inner * k * inner + position % inner;
                if (!kernels.TopK(Classes(all, position, classes), indices))
                {
                    firstInvalid = invalidCount++ == 0 ? position : firstInvalid;
                }

                for (int i = 0; i < k; i++)
                {
                    editor.Values[target + i * inner] = content.Value(probabilities, start + indices[i] * inner, indices[i]);
                }
            }

            AddInvalid(reader, firstInvalid, invalidCount);
            values = editor.Commit();
        }
    }

    public override void Export(OnnxGraph graph, string source, string result)
    {
        var type = (VectorDataViewType)Input.Type;
        if (shape.Axis is null)
        {
            content.Export(graph, type, graph.Flatten(source), result, k, meaning);
            return;
        }

        string top = graph.Intermediate("Top");
        content.Export(
            graph, new VectorDataViewType((PrimitiveDataViewType)type.ItemType, shape.ClassCount), OnnxAxis.Rows(graph, shape, source), top,
            k, meaning);
        OnnxAxis.Restore(graph, shape, top, result, k, ((VectorDataViewType)output.Type).Dimensions);
    }

    private ReadOnlySpan<T> Classes(ReadOnlySpan<T> all, int position, T[] classes)
    {
        if (shape.Axis is null)
        {
            return all;
        }

        shape.CopyRow<T>(all, position, classes);
        return classes;
    }

    private void AddInvalid(ScoreReader<T> reader, int first, int count)
    {
        if (shape.Axis is not null)
        {
            reader.AddInvalid(first, count);
        }
        else if (count > 0)
        {
            reader.AddInvalid();
        }
    }
}
