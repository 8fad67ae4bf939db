using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Images;

/// <summary>
/// Handles and counts the pictures of a column that cannot be read. The cursors that share a pass share one count, and the last cursor to
/// end reports it.
/// </summary>
/// <param name="column">The input column.</param>
/// <param name="handling">The user's choice of what to do with such pictures.</param>
/// <param name="warn">Writes a warning to the log.</param>
/// <param name="total">The count of such pictures over all passes, including passes that never end, such as a prediction engine's.</param>
internal sealed class UnreadableImages(string column, UnreadableImageHandling handling, Action<string> warn, InvalidRowTotal total)
{
    private readonly Lock _lock = new();
    private int _cursors;
    private long _count;
    private string _first = "";

    /// <summary>Starts counting for another cursor.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _cursors++;
        }
    }

    /// <summary>Counts a picture, or throws if the user chose to.</summary>
    /// <exception cref="InvalidOperationException">The user chose <see cref="UnreadableImageHandling.Throw"/>.</exception>
    public void Add(string? name, ValueGetter<DataViewRowId> rowId, UnreadableImageException reason)
    {
        total.Add();
        string description = $"{(name is null ? "the picture" : $"picture '{name}'")} in row {RowText.Of(rowId)}: {reason.Message}";
        if (handling == UnreadableImageHandling.Throw)
        {
            throw new InvalidOperationException(
                $"{ImagePreparation.Stage}: column '{column}' has a picture that cannot be read, {description}. Or set " +
                $"{nameof(ImagePreprocessingOptions)}.{nameof(ImagePreprocessingOptions.UnreadableImages)} to " +
                $"{nameof(UnreadableImageHandling.NaN)}.",
                reason);
        }

        lock (_lock)
        {
            if (_count++ == 0)
            {
                _first = description;
            }
        }
    }

    /// <summary>Reports the number of pictures, if any, when the last cursor has ended.</summary>
    public void End()
    {
        string warning;
        lock (_lock)
        {
            if (--_cursors > 0 || _count == 0)
            {
                return;
            }

            warning =
                $"{ImagePreparation.Stage}: {_count} of the pictures of column '{column}' cannot be read, and their values are NaN. The " +
                $"first found: {_first}.";
            _count = 0;
        }

        warn(warning);
    }
}
