using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet.Tests.Support;

/// <summary>What a context's log warns of.</summary>
internal static class Warnings
{
    /// <summary>A list that takes each warning from now on.</summary>
    public static List<string> Of(MLContext ml)
    {
        var warnings = new List<string>();
        ml.Log += (_, message) =>
        {
            if (message.Kind == ChannelMessageKind.Warning)
            {
                warnings.Add(message.RawMessage);
            }
        };
        return warnings;
    }
}
