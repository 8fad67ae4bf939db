using System.Globalization;
using k8s;
using k8s.Models;

namespace LseMlNet.Cli.Tests.Deploy;

/// <summary>
/// The manifests in deploy/kubernetes, read by the official client according to the Kubernetes schema, which refuses unknown fields.
/// </summary>
public sealed class KubernetesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("evaluate.yaml"), InlineData("merge.yaml")]
    public void Manifest_Read_RestrictedAndComplete(string file)
    {
        V1Job job = Read(file);

        Assert.Equal(("batch/v1", "Job"), (job.ApiVersion, job.Kind));
        V1PodSpec pod = job.Spec.Template.Spec;
        Assert.Equal(("Never", false), (pod.RestartPolicy, pod.AutomountServiceAccountToken));
        Assert.True(pod.SecurityContext.RunAsNonRoot);
        Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
        V1Container container = Assert.Single(pod.Containers);
        Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
        Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
        Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
        // The user of the container.
        Assert.Equal(1654, pod.SecurityContext.RunAsUser);
        Assert.Contains("\nUSER 1654\n", File.ReadAllText(Repository.PathOf("deploy", "docker", "Dockerfile")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.All(container.VolumeMounts, mount => Assert.Contains(pod.Volumes, volume => volume.Name == mount.Name));
    }

    [Fact]
    public void Manifest_MisspeltField_IsRefused()
    {
        string text = File.ReadAllText(PathOf("evaluate.yaml"));

        Assert.ThrowsAny<Exception>(() => KubernetesYaml.Deserialize<V1Job>(text.Replace("completionMode", "completionMod", StringComparison.Ordinal), strict: true));
    }

    // Simulates Kubernetes: a container for each index, with the variables of the manifest. Two of them run twice.
    [Fact]
    public void Job_EveryIndexAndTheMerge_BytesOfOneProcess()
    {
        NpyLogits.Write(_folder, rows: 100);
        V1Job job = Read("evaluate.yaml");
        V1Container container = job.Spec.Template.Spec.Containers[0];
        Assert.Equal("Indexed", job.Spec.CompletionMode);
        Assert.Equal($"{job.Spec.Completions}", container.Env.Single(variable => variable.Name == "JOB_COMPLETION_COUNT").Value);

        int completions = job.Spec.Completions!.Value;
        Assert.All([.. Enumerable.Range(0, completions).Reverse(), 3, 0], index => Run(container, index));
        ProgramRun merged = Run(Read("merge.yaml").Spec.Template.Spec.Containers[0], index: null);

        Assert.Equal(Classifier.Run(_folder, "evaluate", "--json", "--logits", "logits.npy", "--labels", "labels.npy").Output, merged.Output);
        Assert.Equal(completions, Directory.GetFiles(_folder.FullName, "part-*").Length);
    }

    private ProgramRun Run(V1Container container, int? index)
    {
        string[] variables =
        [
            .. index is null ? Array.Empty<string>() : [string.Create(CultureInfo.InvariantCulture, $"JOB_COMPLETION_INDEX={index}")],
            .. (container.Env ?? []).Select(variable => $"{variable.Name}={variable.Value}"),
        ];
        string[] arguments = [.. container.Args.Select(argument => argument.Replace("/data/", $"{_folder.FullName}/", StringComparison.Ordinal))];
        ProgramRun run = BuiltProgram.RunCommand("env", [.. variables, BuiltProgram.Dotnet, "exec", BuiltProgram.PathOf("LseMlNet.Cli"), .. arguments], _folder.FullName);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }

    private static V1Job Read(string file) => KubernetesYaml.Deserialize<V1Job>(File.ReadAllText(PathOf(file)), strict: true);

    private static string PathOf(string file) => Repository.PathOf("deploy", "kubernetes", file);
}
