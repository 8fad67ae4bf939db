using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Runs a model on zeros to find out what it does.</summary>
internal static class TrialRun
{
    /// <summary>Returns the shapes of the outputs that the stage uses.</summary>
    /// <exception cref="InvalidOperationException">The model cannot score zeros.</exception>
    public static long[][] OutputShapes(InferenceSession session, OnnxModel model, int rows)
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
            using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(
                options, [.. model.Inputs.Select(input => input.Name)], inputs, [.. model.Outputs.Select(output => output.Name)]);
            return [.. outputs.Select(output => output.GetTensorTypeAndShape().Shape)];
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidOperationException(
                $"{OnnxModel.Stage}: the model cannot score {rows} rows of zeros: {e.Message.TrimEnd()}", e);
        }
        finally
        {
            inputs.ForEach(input => input.Dispose());
        }
    }
}
