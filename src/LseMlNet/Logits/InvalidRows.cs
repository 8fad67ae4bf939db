using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Answers and counts the rows without a softmax that one getter comes upon.</summary>
internal sealed class InvalidRows(string stage, string column, InvalidRowHandling handling, Action<string> warn, DataViewRow row)
{
    private long _count;
    private long _firstPosition;
    private string _firstReason = "";

    /// <summary>Takes note of a row, and replaces its <paramref name="result"/> where the user wants so.</summary>
    /// <exception cref="InvalidOperationException">The user wants that.</exception>
    public void Add<T>(in VBuffer<T> logits, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (_count++ == 0)
        {
            _firstPosition = row.Position;
            _firstReason = Reason(in logits);
        }

        if (handling == InvalidRowHandling.Throw)
        {
            throw new InvalidOperationException(
                $"{stage}: row {row.Position} of column '{column}' has no softmax: {Reason(in logits)}. Mend the logits, or let " +
                $"{nameof(LogitsOptions)}.{nameof(LogitsOptions.InvalidRows)} be {nameof(InvalidRowHandling.Propagate)} or {nameof(InvalidRowHandling.Zero)}.");
        }
        if (handling == InvalidRowHandling.Zero)
            result.Clear();
    }

    /// <summary>Says how many there were, if any; called once, when the pass ends.</summary>
    public void Report()
    {
        if (_count == 0)
            return;
        string given = handling == InvalidRowHandling.Zero ? "zero" : "not finite";
        warn($"{stage}: {_count} of the rows read from column '{column}' have no softmax, and their results are {given}. " +
             $"The first is at position {_firstPosition}: {_firstReason}.");
    }

    private static string Reason<T>(in VBuffer<T> logits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (KeyValuePair<int, T> item in logits.Items(all: true))
        {
            if (T.IsNaN(item.Value) || T.IsPositiveInfinity(item.Value))
                return $"element {item.Key} is {(T.IsNaN(item.Value) ? "NaN" : "+∞")}";
        }
        return logits.Items(all: true).All(item => T.IsNegativeInfinity(item.Value))
            ? $"all {logits.Length} elements are −∞"
            : "a logit divided by the temperature exceeds the range of its type";
    }
}
