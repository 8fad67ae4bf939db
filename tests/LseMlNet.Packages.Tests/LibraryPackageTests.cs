using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using LseMlNet.Packages.Tests.Support;

namespace LseMlNet.Packages.Tests;

/// <summary>The contents of the library packages.</summary>
public class LibraryPackageTests(PackedPackages packages)
{
    private const string MicrosoftML = "Microsoft.ML [5.0.1, 7.0.0)";

    private const string MicrosoftMLImages = "Microsoft.ML.ImageAnalytics [5.0.1, 7.0.0)";

    private const string OnnxRuntime = "Microsoft.ML.OnnxRuntime.Managed 1.30.0";

    public static TheoryData<string> Libraries => [.. PackedPackages.Libraries];

    [Theory, MemberData(nameof(Libraries))]
    public void Package_Files_AreTheLibraryItsDocumentationReadmeAndIcon(string library)
    {
        using var package = new Package(packages.PathOf(library));

        Assert.Equal(
            [$"{library}.nuspec", "README.md", "icon.png", $"lib/net10.0/{library}.dll", $"lib/net10.0/{library}.xml"],
            package.Files.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Libraries))]
    public void Package_Nuspec_SaysWhatRegistriesShow(string library)
    {
        using var package = new Package(packages.PathOf(library));

        Assert.Equal(library, package["id"]);
        Assert.Equal(packages.Version, package["version"]);
        Assert.Equal("MIT", package["license"]);
        Assert.Equal("expression", package.Element("license")!.Attribute("type")!.Value);
        Assert.Equal("README.md", package["readme"]);
        Assert.Equal("icon.png", package["icon"]);
        Assert.NotEmpty(package["description"]!);
        Assert.Contains("logits", package["tags"]!.Split(' '));
    }

    [Fact]
    public void Packages_Tags_DifferFromEachOther() => Assert.Distinct(PackedPackages.Libraries.Select(Tags));

    [Theory, MemberData(nameof(Libraries))]
    public void Package_Dependencies_AreThoseThatThePackagePromises(string library)
    {
        using var package = new Package(packages.PathOf(library));

        string[] expected = library switch
        {
            "LseMlNet.Numerics" => [],
            "LseMlNet" => [$"LseMlNet.Numerics {packages.Version}", MicrosoftML],
            "LseMlNet.Images" => [$"LseMlNet [{packages.Version}]", MicrosoftML, MicrosoftMLImages],
            "LseMlNet.OnnxRuntime" => [$"LseMlNet [{packages.Version}]", MicrosoftML, OnnxRuntime],
            "LseMlNet.Files" => ["Apache.Arrow 23.0.0", "Apache.Arrow.Compression 23.0.0", MicrosoftML, "ParquetSharp 25.0.1.2"],
            _ => throw new ArgumentException($"{library} is new: list its dependencies here."),
        };
        Assert.Equal(expected.Order(StringComparer.Ordinal), package.Dependencies);
    }

    [Theory, MemberData(nameof(Libraries))]
    public void Package_Repository_NamesTheCommit(string library)
    {
        Assert.SkipUnless(Path.Exists(Repository.PathOf(".git")), "These sources are not a git clone, so no commit is known.");
        using var package = new Package(packages.PathOf(library));

        Assert.Equal("git", package.Element("repository")!.Attribute("type")!.Value);
        Assert.Matches("^[0-9a-f]{40}$", package.Element("repository")!.Attribute("commit")!.Value);
    }

    [Theory, MemberData(nameof(Libraries))]
    public void Package_Documentation_DescribesPublicTypes(string library)
    {
        using var package = new Package(packages.PathOf(library));
        using var documentation = new MemoryStream(package.Read($"lib/net10.0/{library}.xml"));

        Assert.Contains(
            XDocument.Load(documentation).Descendants("member"),
            member => member.Attribute("name")!.Value.StartsWith("T:LseMlNet", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Libraries))]
    public void Package_Assembly_IsDeterministicAndKeepsItsVersion(string library)
    {
        using var package = new Package(packages.PathOf(library));
        using var assembly = new PEReader(new MemoryStream(package.Read($"lib/net10.0/{library}.dll")));

        // Saved pipelines name this version.
        Assert.Equal(new Version(1, 0, 0, 0), assembly.GetMetadataReader().GetAssemblyDefinition().Version);
        Assert.Contains(assembly.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    [Theory, MemberData(nameof(Libraries))]
    public void SymbolPackage_Symbols_BelongToTheAssembly(string library)
    {
        using var package = new Package(packages.PathOf(library));
        using var symbolPackage = new Package(packages.PathOf(library, "snupkg"));
        using var assembly = new PEReader(new MemoryStream(package.Read($"lib/net10.0/{library}.dll")));
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(
            new MemoryStream(symbolPackage.Read($"lib/net10.0/{library}.pdb")));

        DebugDirectoryEntry codeView = assembly.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView);
        Assert.Equal(
            assembly.ReadCodeViewDebugDirectoryData(codeView).Guid,
            new BlobContentId(symbols.GetMetadataReader().DebugMetadataHeader!.Id).Guid);
    }

    [Fact]
    public void Packing_Output_HasNoWarning() => Assert.DoesNotContain("warning", packages.Output, StringComparison.OrdinalIgnoreCase);

    private string Tags(string library)
    {
        using var package = new Package(packages.PathOf(library));
        return package["tags"]!;
    }
}
