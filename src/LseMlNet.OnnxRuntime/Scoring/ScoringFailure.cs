using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Explains why ONNX Runtime could not score rows.</summary>
internal static class ScoringFailure
{
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs that were to be computed.</param>
    /// <param name="error">The error from ONNX Runtime.</param>
    public static InvalidOperationException Create(OnnxModel model, IEnumerable<ModelTensor> outputs, OnnxRuntimeException error)
    {
        string[] unfed = [.. model.UnfedInputs.Select(name => $"'{name}'")];
        IEnumerable<string> shapes = outputs.Select(output => $"{output.Label} has the shape that the model states, {output.Shape}");
        string cause = unfed.Length == 0
            ? $"Check that, for one row, {string.Join(", and ", shapes)}."
            : $"The model has inputs that this stage does not feed: {string.Join(", ", unfed)}. " +
                "Add their columns to AdditionalInputs, or export the model without them.";
        IEnumerable<string> columns = model.Settings.Inputs.Select(column => $"'{column.ColumnName}'");
        return new InvalidOperationException(
            $"{OnnxModel.Stage}: ONNX Runtime could not score a row of column {string.Join(", ", columns)}: " +
            $"{error.Message.TrimEnd()} {cause}",
            error);
    }
}
