using System.Text.Json;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// Finds what really runs a model. A session tells which providers it was offered, and not which of them took a node; its profile of a run
/// does, in each version of ONNX Runtime.
/// </summary>
internal static class ExecutionProviders
{
    public static IReadOnlyDictionary<string, int> Find(OnnxModel model)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lsemlnet-profile-");
        try
        {
            using InferenceSession session = Sessions.Open(model.Settings, options =>
            {
                options.ProfileOutputPathPrefix = Path.Combine(folder.FullName, "run");
                options.EnableProfiling = true;
            });
            Trial.Run(session, model, rows: 1);
            return Count(session.EndProfiling());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, int> Count(string profile)
    {
        using JsonDocument events = JsonDocument.Parse(File.ReadAllBytes(profile));
        var nodes = new HashSet<(string Provider, string? Node)>();
        foreach (JsonElement entry in events.RootElement.EnumerateArray())
        {
            if (entry.TryGetProperty("args", out JsonElement details) && details.TryGetProperty("provider", out JsonElement provider))
            {
                nodes.Add((provider.GetString()!, entry.GetProperty("name").GetString()));
            }
        }
        return nodes.GroupBy(node => node.Provider).ToDictionary(group => group.Key, group => group.Count());
    }
}
