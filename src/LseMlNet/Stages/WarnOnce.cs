namespace LseMlNet;

/// <summary>Writes each warning of a transformer once, however many passes, cursors and schemas it sees.</summary>
/// <param name="warn">Writes a warning.</param>
internal sealed class WarnOnce(Action<string> warn)
{
    private readonly HashSet<string> _written = [];

    /// <param name="subject">The subject of the warning. A second warning about the same subject is dropped.</param>
    /// <param name="message">The warning.</param>
    public void Write(string subject, string message)
    {
        lock (_written)
        {
            if (!_written.Add(subject))
            {
                return;
            }
        }

        warn(message);
    }
}
