namespace LseMlNet.OnnxRuntime;

/// <summary>How many rows a model scores at once.</summary>
/// <param name="Rows">The number.</param>
/// <param name="WhyOne">Why the model scores one row at a time, although this was not requested.</param>
/// <param name="RowsDepend">Whether the reason is that the rows of a batch influence each other.</param>
internal sealed record BatchSize(int Rows, string? WhyOne = null, bool RowsDepend = false)
{
    // The prefix of the names of operators that compute one scale for all rows at run time.
    private const string DynamicQuantization = "DynamicQuantize";

    // A few dozen rows share the fixed cost of a run. A larger batch, or a batch of larger rows, is no faster and
    // does not fit into the processor's caches.
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

        if (model.Graph.Nodes.FirstOrDefault(node => node.Operator.StartsWith(DynamicQuantization, StringComparison.Ordinal)) is { } node)
        {
            return new BatchSize(
                1, $"node '{node.Outputs[0]}' ({node.Operator}) quantizes all rows of a batch with one scale", RowsDepend: true);
        }

        long rowLength = model.Inputs.Sum(input => (long)input.RowLength);
        long longest = model.Inputs.Concat(model.Outputs).Max(tensor => tensor.RowLength);
        long rows = model.Settings.BatchSize ?? Math.Clamp(MaxDefaultBytes / (rowLength * BytesPerElement), 1, MaxDefaultRows);
        return new BatchSize((int)Math.Min(rows, Array.MaxLength / longest));
    }

    /// <summary>The warning that rows are scored one at a time.</summary>
    public static string Warning(string reason, bool rowsDepend, int? requested) =>
        $"Rows are scored one at a time{(requested is null ? "" : $", not {requested} at once")}: {reason}. " +
        (rowsDepend
            ? "Export a model that scores each row independently of the others, or set BatchSize to 1."
            : "Export the model with the same dynamic first dimension for all inputs and outputs.");

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
