using System.Text.Json;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// Finds which execution providers run a model. A session lists the providers that it was offered, but not the provider that runs each
/// node. The profile of a run shows this in every version of ONNX Runtime.
/// </summary>
internal static class ExecutionProviders
{
    public static IReadOnlyDictionary<string, int> Find(OnnxModel model)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lsemlnet-profile-");
        try
        {
            using InferenceSession session = SessionFactory.Open(model.Settings, options =>
            {
                options.ProfileOutputPathPrefix = Path.Combine(folder.FullName, "run");
                options.EnableProfiling = true;
            });
            TrialRun.OutputShapes(session, model, rows: 1);
            return NodesByProvider(session.EndProfiling());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, int> NodesByProvider(string profile)
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
