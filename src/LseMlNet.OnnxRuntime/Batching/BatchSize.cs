namespace LseMlNet.OnnxRuntime;

/// <summary>How many rows a model scores at once, and, where it is one by one, why.</summary>
internal sealed record BatchSize(int Rows, string? WhyOne = null)
{
    // What a run costs beside the model's work is spread over some dozens of rows; beyond, and for rows that are large, a batch
    // gains nothing and drops out of the processor's caches.
    private const int MostRowsUnasked = 64;
    private const int BytesUnasked = 1 << 18;
    private const int BytesOfAnElement = sizeof(float);

    // Two sizes: a model that gives two rows whatever it is fed is found by the other.
    private static readonly int[] Trials = [2, 3];

    public static BatchSize Choose(OnnxModel model)
    {
        if (model.Settings.BatchSize == 1)
        {
            return new BatchSize(1);
        }

        if (WhyOneByOne(model) is { } reason)
        {
            return new BatchSize(1, reason);
        }

        long rowLength = model.Inputs.Sum(input => (long)input.RowLength);
        long longest = model.Inputs.Concat(model.Outputs).Max(tensor => tensor.RowLength);
        long rows = model.Settings.BatchSize ?? Math.Clamp(BytesUnasked / (rowLength * BytesOfAnElement), 1, MostRowsUnasked);
        return new BatchSize((int)Math.Min(rows, Array.MaxLength / longest));
    }

    private static string? WhyOneByOne(OnnxModel model)
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

        // One name for all says that it is the same number. Without that, an output may count something else, such as what was found
        // in a picture: the model itself has to show.
        string name = tensors[0].DynamicBatchAxis!;
        if (name.Length > 0 && tensors.All(tensor => tensor.DynamicBatchAxis == name))
        {
            return null;
        }

        return Trials.Any(rows => !KeepsRowsApart(model, rows))
            ? $"it does not give as many rows as it is fed: {string.Join(", ", tensors.Select(tensor => $"{tensor.Label} is {tensor.Shape}"))}"
            : null;
    }

    private static bool KeepsRowsApart(OnnxModel model, int rows)
    {
        try
        {
            return Trial.Run(model.Session, model, rows).All(shape => shape is [var first, ..] && first == rows);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
