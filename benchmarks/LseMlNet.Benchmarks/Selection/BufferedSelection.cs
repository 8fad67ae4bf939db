namespace LseMlNet.Benchmarks.Selection;

/// <summary>
/// Finds the k largest elements in O(n + k log k): candidates go into a buffer of size 2k, and whenever it is full, quickselect keeps the
/// better half. It only serves as a comparison and does not handle NaN or infinities.
/// </summary>
internal sealed class BufferedSelection(int k)
{
    private readonly int[] _buffer = new int[2 * k];

    public void Select(float[] row, int[] indices)
    {
        int count = 0;
        float worst = float.NegativeInfinity;
        for (int i = 0; i < row.Length; i++)
        {
            if (row[i] > worst)
            {
                _buffer[count++] = i;
                if (count == _buffer.Length)
                {
                    worst = KeepBetterHalf(row);
                    count = k;
                }
            }
        }

        Span<int> candidates = _buffer.AsSpan(0, count);
        candidates.Sort((a, b) => Compare(row, a, b));
        candidates[..k].CopyTo(indices);
    }

    // Hoare's quickselect. Returns the k-th largest value.
    private float KeepBetterHalf(float[] row)
    {
        int low = 0, high = _buffer.Length - 1;
        while (low < high)
        {
            int pivot = _buffer[(low + high) / 2];
            int i = low, j = high;
            while (i <= j)
            {
                while (Compare(row, _buffer[i], pivot) < 0)
                {
                    i++;
                }

                while (Compare(row, _buffer[j], pivot) > 0)
                {
                    j--;
                }

                if (i <= j)
                {
                    (_buffer[i], _buffer[j]) = (_buffer[j], _buffer[i]);
                    i++;
                    j--;
                }
            }

            if (k - 1 <= j)
            {
                high = j;
            }
            else if (k - 1 >= i)
            {
                low = i;
            }
            else
            {
                break;
            }
        }

        return row[_buffer[k - 1]];
    }

    // Larger elements first; equal elements are ordered by index.
    private static int Compare(float[] row, int a, int b) => row[a] != row[b] ? row[b].CompareTo(row[a]) : a.CompareTo(b);
}
