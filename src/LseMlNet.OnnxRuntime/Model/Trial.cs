using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>A run of a model on zeros, to see what it does.</summary>
internal static class Trial
{
    /// <summary>The shapes of the outputs that are used.</summary>
    /// <exception cref="InvalidOperationException">The model cannot score zeros.</exception>
    public static long[][] Run(InferenceSession session, OnnxModel model, int rows)
    {
        var inputs = new List<OrtValue>();
        try
        {
            foreach (ModelTensor input in model.Inputs)
            {
                OrtValue zeros = OrtValue.CreateAllocatedTensorValue(
                    OrtAllocator.DefaultInstance, session.InputMetadata[input.Name].ElementDataType, input.ShapeOf(rows));
                inputs.Add(zeros);
                zeros.GetTensorMutableRawData().Clear();
            }
            using var options = new RunOptions();
            using IDisposableReadOnlyCollection<OrtValue> outputs =
                session.Run(options, [.. model.Inputs.Select(input => input.Name)], inputs, [.. model.Outputs.Select(output => output.Name)]);
            return [.. outputs.Select(output => output.GetTensorTypeAndShape().Shape)];
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidOperationException($"{OnnxModel.Stage}: the model cannot score {rows} rows of zeros: {e.Message.TrimEnd()}", e);
        }
        finally
        {
            inputs.ForEach(input => input.Dispose());
        }
    }
}
