using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet.Tests.Support;

/// <summary>The warnings in the log of an MLContext.</summary>
internal static class Warnings
{
    /// <summary>Returns a list that collects every warning from now on.</summary>
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
