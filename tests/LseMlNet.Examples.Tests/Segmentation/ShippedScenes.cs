namespace LseMlNet.Examples.Tests.Segmentation;

/// <summary>One run of the program on the scenes that ship with it.</summary>
public sealed class ShippedScenes : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ShippedScenes() => Run = BuiltProgram.Run("Segmentation", _folder.FullName);

    public ProgramRun Run { get; }

    public static IEnumerable<string> Scenes =>
        Directory.GetFiles(Repository.PathOf("examples", "Segmentation", "Scenes"), "*.png").Select(file => Path.GetFileNameWithoutExtension(file));

    public string Map(string name) => Path.Combine(_folder["maps"], name);

    public void Dispose() => _folder.Dispose();
}
