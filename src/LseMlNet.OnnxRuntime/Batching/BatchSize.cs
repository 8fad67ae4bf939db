namespace LseMlNet.OnnxRuntime;

/// <summary>How many rows a model scores at once and, if it scores one at a time, the reason.</summary>
internal sealed record BatchSize(int Rows, string? WhyOne = null)
{
    // A few dozen rows share the fixed cost of a run. A larger batch, or a batch of large rows, gains nothing and does not fit into the
    // processor's caches.
    private const int MaxDefaultRows = 64;
    private const int MaxDefaultBytes = 1 << 18;
    private const int BytesPerElement = sizeof(float);

    // Two sizes are tried, because a model that always returns the same number of rows may match one of them.
    private static readonly int[] TrialRows = [2, 3];

    public static BatchSize Choose(OnnxModel model)
    {
        if (model.Settings.BatchSize == 1)
        {
            return new BatchSize(1);
        }

        if (WhyOneAtATime(model) is { } reason)
        {
            return new BatchSize(1, reason);
        }

        long rowLength = model.Inputs.Sum(input => (long)input.RowLength);
        long longest = model.Inputs.Concat(model.Outputs).Max(tensor => tensor.RowLength);
        long rows = model.Settings.BatchSize ?? Math.Clamp(MaxDefaultBytes / (rowLength * BytesPerElement), 1, MaxDefaultRows);
        return new BatchSize((int)Math.Min(rows, Array.MaxLength / longest));
    }

    private static string? WhyOneAtATime(OnnxModel model)
    {
        ModelTensor[] tensors = [.. model.Inputs, .. model.Outputs];
        foreach (ModelTensor tensor in tensors)
        {
            if (tensor.DynamicBatchAxis is null)
            {
                return $"{tensor.Label} is {tensor.Shape}, whose first dimension is not dynamic";
            }

            if (tensor.RowLength == 0)
            {
                return $"{tensor.Label} is {tensor.Shape}, whose rows may differ in length";
            }
        }

        // Dimensions of the same name have the same size. If the names differ or are empty, an output may count something else, such as the
        // objects found in a picture, so the model is run to find out.
        string name = tensors[0].DynamicBatchAxis!;
        if (name.Length > 0 && tensors.All(tensor => tensor.DynamicBatchAxis == name))
        {
            return null;
        }

        if (TrialRows.All(rows => ReturnsAsManyRows(model, rows)))
        {
            return null;
        }

        IEnumerable<string> shapes = tensors.Select(tensor => $"{tensor.Label} is {tensor.Shape}");
        return $"the model does not return as many rows as it is given: {string.Join(", ", shapes)}";
    }

    private static bool ReturnsAsManyRows(OnnxModel model, int rows)
    {
        try
        {
            using SharedSession.Use use = model.UseSession();
            return TrialRun.OutputShapes(use.Session, model, rows).All(shape => shape is [var first, ..] && first == rows);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
