using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet.Tests.Support;

/// <summary>The warnings that reach the log of an MLContext.</summary>
internal static class Warnings
{
    public static List<string> Of(MLContext ml)
    {
        var warnings = new List<string>();
        ml.Log += (_, message) =>
        {
            if (message.Kind == ChannelMessageKind.Warning)
                warnings.Add(message.RawMessage);
        };
        return warnings;
    }
}
