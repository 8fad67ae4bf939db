using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace LseMlNet.Cli.Evaluate;

/// <summary>Tells one set of labelled pictures from another, on whatever machine and under whatever path they are.</summary>
internal static class DataIdentity
{
    /// <param name="count">The number of pictures.</param>
    /// <param name="texts">What is the same only for the same data.</param>
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
