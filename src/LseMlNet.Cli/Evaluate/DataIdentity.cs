using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace LseMlNet.Cli.Evaluate;

/// <summary>Distinguishes sets of labelled pictures, whatever their machine and path.</summary>
internal static class DataIdentity
{
    /// <param name="count">The number of pictures.</param>
    /// <param name="texts">Values that are the same only for the same data.</param>
    public static string Of(int count, IEnumerable<string> texts)
    {
        var hash = new XxHash128();
        foreach (string text in texts)
        {
            hash.Append(Encoding.UTF8.GetBytes(text));
            hash.Append("\0"u8);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{count} pictures, {Convert.ToHexStringLower(hash.GetCurrentHash())}");
    }
}
