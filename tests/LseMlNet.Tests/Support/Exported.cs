using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Tests.Support;

/// <summary>Exports pipelines with ConvertToOnnx and opens the models in ONNX Runtime.</summary>
internal static class Exported
{
    public static InferenceSession Open(MLContext ml, ITransformer transformer, IDataView data) =>
        Open(stream => ml.Model.ConvertToOnnx(transformer, data, stream));

    public static InferenceSession Open(Action<Stream> convert)
    {
        using var stream = new MemoryStream();
        convert(stream);
        return new InferenceSession(stream.ToArray());
    }

    /// <summary>Runs one row of logits and returns the output whose name begins with <paramref name="output"/>.</summary>
    public static TResult[] Run<T, TResult>(InferenceSession session, T[] row, long[] shape, string output = "Out")
        where T : unmanaged
        where TResult : unmanaged
    {
        using var input = OrtValue.CreateTensorValueFromMemory(row, shape);
        using var id = OrtValue.CreateTensorValueFromMemory(new int[1], [1, 1]);
        using var options = new RunOptions();
        Dictionary<string, OrtValue> inputs = new() { ["Logits"] = input, ["Id"] = id };
        foreach (string name in inputs.Keys.Except(session.InputNames).ToArray())
        {
            inputs.Remove(name);
        }

        string found = session.OutputNames.Single(name => name.StartsWith(output, StringComparison.Ordinal));
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, inputs, [found]);
        return outputs[0].GetTensorDataAsSpan<TResult>().ToArray();
    }
}
