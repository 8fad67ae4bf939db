namespace LseMlNet.OnnxRuntime;

/// <summary>
/// Determines, before a batch is returned, whether a row has the same scores in a batch as alone. It scores the same two rows together,
/// separately and swapped. Each output is checked once, on the first two different rows that are read.
/// </summary>
/// <param name="outputs">The number of outputs that the stage uses.</param>
internal sealed class RowIndependence(int outputs)
{
    private readonly Lock _lock = new();
    private readonly bool[] _checked = new bool[outputs];

    /// <summary>The evidence that rows depend on each other; null if there is none yet.</summary>
    public string? Dependence { get; private set; }

    /// <summary>Whether the rows that a binding has read can be scored at once.</summary>
    /// <param name="binding">The rows, and the outputs to compute.</param>
    /// <param name="rows">The number of rows that the binding has read, at least 2.</param>
    /// <param name="warn">Receives a description of a dependence that is found.</param>
    /// <exception cref="InvalidOperationException">The model cannot score the rows.</exception>
    public bool Allows(SessionBinding binding, int rows, Action<string> warn)
    {
        lock (_lock)
        {
            if (Dependence is null && IsUnchecked(binding))
            {
                Check(binding, rows);
                if (Dependence is not null)
                {
                    warn(Dependence);
                }
            }
            return Dependence is null;
        }
    }

    // This is called for every batch, so it allocates nothing.
    private bool IsUnchecked(SessionBinding binding)
    {
        for (int output = 0; output < _checked.Length; output++)
        {
            if (!_checked[output] && binding.Uses(output))
            {
                return true;
            }
        }

        return false;
    }

    private void Check(SessionBinding binding, int rows)
    {
        // Equal rows can reveal a dependence, but cannot prove that there is none.
        int different = Enumerable.Range(0, rows - 1).FirstOrDefault(binding.DifferFromNext, -1);
        int slot = Math.Max(different, 0);

        binding.Score(slot, 2);
        Array[] together = binding.CopyOutputs(slot);
        binding.Score(slot, 1);
        binding.Score(slot + 1, 1);
        Compare(binding, together, slot);

        Array[] apart = binding.CopyOutputs(slot);
        binding.SwapInputs(slot);
        try
        {
            binding.Score(slot, 2);
            binding.SwapOutputs(slot);
            Compare(binding, apart, slot);
        }
        finally
        {
            binding.SwapInputs(slot);
        }
        if (different >= 0)
        {
            foreach (int output in binding.UsedOutputs())
            {
                _checked[output] = true;
            }
        }
    }

    private void Compare(SessionBinding binding, Array[] expected, int slot)
    {
        foreach ((int output, Array pair) in binding.UsedOutputs().Zip(expected))
        {
            (ModelTensor tensor, double difference) = binding.Difference(output, pair, slot);
            if (difference > tensor.Element.RoundingBound)
            {
                string change = double.IsFinite(difference)
                    ? FormattableString.Invariant($"by {difference:0.#####} of its largest value")
                    : "altogether";
                Dependence = $"{tensor.Label} of a row changes {change} with the other rows of its batch; " +
                    FormattableString.Invariant($"expected at most {tensor.Element.RoundingBound:0.#####}, from rounding");
            }
        }
    }
}
