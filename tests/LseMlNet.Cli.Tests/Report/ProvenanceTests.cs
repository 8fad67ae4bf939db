using System.Security.Cryptography;
using AngleSharp.Html.Dom;

namespace LseMlNet.Cli.Tests.Report;

public sealed class ProvenanceTests
{
    [Fact]
    public void Footer_ShippedModel_NamesModelDataVersionsAndCommand()
    {
        using var folder = new TemporaryFolder();

        IHtmlDocument page = ReportDocument.Make(folder, "--top", "2", "--minimum-probability", "0.5", Classifier.Picture("bag-1.png"));

        Dictionary<string, string> foot = page.QuerySelectorAll("footer dt")
            .ToDictionary(term => term.TextContent, term => term.NextElementSibling!.TextContent.Trim());
        Assert.Equal("fashion.onnx", foot["Model"]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Classifier.Model))), foot["SHA-256"]);
        Assert.Equal($"lsemlnet report --top 2 --minimum-probability 0.5 {Classifier.Picture("bag-1.png")}", foot["Command"]);
        Assert.Equal("HeldOut, which ships with the program: 5000 pictures of 28x28", foot["Held-out data"]);
        Assert.StartsWith($"{Environment.Version} on ", foot[".NET"], StringComparison.Ordinal);
        Assert.Matches(@"^\d+\.\d+\.\d+", foot["LseMlNet"]);
        Assert.Matches(@"^\d+\.\d+\.\d+", foot["ML.NET"]);
        Assert.Matches(@"^\d+\.\d+\.\d+", foot["ONNX Runtime"]);
    }
}
