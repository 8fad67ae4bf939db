using LseMlNet.Packages.Tests.Support;

namespace LseMlNet.Packages.Tests;

/// <summary>The program as a .NET tool: installed only from the packed files, and run from an empty folder.</summary>
public class ToolPackageTests(PackedPackages packages)
{
    // ONNX Runtime accounts for two thirds of the size. A package with the libraries of every platform would have 150 MB.
    private const long LargestPackage = 40 << 20;

    private static string PlatformPackage => $"LseMlNet.Cli.{PackedPackages.RuntimeIdentifier}";

    [Fact]
    public void Tool_InstalledFromFolder_ClassifiesItsOwnPictures()
    {
        string folder = packages.EmptyFolder("tool");
        string path = Path.Combine(folder, "bin");
        DotnetCommand.Run(
            folder, packages.Cache, "tool", "install", "LseMlNet.Cli", "--version", packages.Version, "--tool-path", path, "--source",
            packages.Folder);
        string program = Path.Combine(path, OperatingSystem.IsWindows() ? "lsemlnet.exe" : "lsemlnet");

        Assert.StartsWith(packages.Version, DotnetCommand.Run(program, folder, null, ["--version"]), StringComparison.Ordinal);
        Assert.Contains("ankle-boot-1.png: Ankle boot", DotnetCommand.Run(program, folder, null, ["classify"]), StringComparison.Ordinal);
    }

    [Fact]
    public void PlatformPackage_Files_AreThoseOfOnePlatform()
    {
        using var package = new Package(packages.PathOf(PlatformPackage));

        Assert.Single(package.Files, file => Path.GetFileNameWithoutExtension(file) is "onnxruntime" or "libonnxruntime");
        Assert.Single(package.Files, file => Path.GetFileName(file) is "libSkiaSharp.so" or "libSkiaSharp.dll" or "libSkiaSharp.dylib");
        Assert.DoesNotContain(package.Files,
            file => file.Contains("Tests", StringComparison.Ordinal) || file.Contains("/runtimes/", StringComparison.Ordinal));
    }

    [Fact]
    public void PlatformPackage_Files_IncludeModelLabelsPicturesAndHeldOutData()
    {
        using var package = new Package(packages.PathOf(PlatformPackage));
        string root = $"tools/net10.0/{PackedPackages.RuntimeIdentifier}";

        Assert.Contains($"{root}/Model/fashion.onnx", package.Files);
        Assert.Contains($"{root}/Model/labels.txt", package.Files);
        Assert.Contains($"{root}/Model/LICENSE-fashion-mnist.txt", package.Files);
        Assert.Contains($"{root}/HeldOut/images-idx3-ubyte.gz", package.Files);
        Assert.Equal(20, package.Files.Count(file => file.StartsWith($"{root}/Pictures/", StringComparison.Ordinal)));
    }

    [Fact]
    public void PlatformPackage_Size_IsThatOfOnePlatform() =>
        Assert.InRange(new FileInfo(packages.PathOf(PlatformPackage)).Length, 1, LargestPackage);

    [Fact]
    public void ToolPackage_Nuspec_IsATool()
    {
        using var package = new Package(packages.PathOf("LseMlNet.Cli"));

        Assert.Equal("DotnetTool", Assert.Single(package.Element("packageTypes")!.Elements()).Attribute("name")!.Value);
        Assert.Equal("MIT", package["license"]);
        Assert.Equal("README.md", package["readme"]);
        Assert.Equal("icon.png", package["icon"]);
    }
}
