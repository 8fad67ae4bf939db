using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LseMlNet.Cli.Tests.Support;

/// <summary>The server with the shipped model, shared by all tests of a class.</summary>
public sealed class ServedClassifier : IAsyncLifetime
{
    private readonly TemporaryFolder _temporary = new();
    private ServerProcess? _process;

    public HttpClient Client { get; } = new();

    internal ServerProcess Process => _process!;

    /// <summary>The server's temporary files, except the debugger pipes of the .NET runtime.</summary>
    public IReadOnlyList<string> TemporaryFiles =>
        [.. Directory.EnumerateFiles(_temporary.FullName, "*", SearchOption.AllDirectories)
            .Where(file => !RuntimeFiles.Any(Path.GetFileName(file).StartsWith))];

    private static readonly string[] RuntimeFiles = ["dotnet-diagnostic-", "clr-debug-pipe-"];

    public async ValueTask InitializeAsync()
    {
        _process = await ServerProcess.Start(BuiltProgram.PathOf("LseMlNet.Cli"), _temporary.FullName);
        Client.BaseAddress = _process.Address;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
        _temporary.Dispose();
    }

    /// <summary>Posts bytes unchanged.</summary>
    public Task<HttpResponseMessage> Post(byte[] bytes, string? type = "image/png") => Client.PostAsync("classify", Body(bytes, type));

    public static ByteArrayContent Body(byte[] bytes, string? type)
    {
        var content = new ByteArrayContent(bytes);
        if (type is not null)
        {
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        return content;
    }

    /// <summary>A picture that ships with the program.</summary>
    public static byte[] Picture(string name) => File.ReadAllBytes(Classifier.Picture(name));

    public static async Task<JsonElement> ReadJson(HttpResponseMessage response)
    {
        byte[] json = await response.Content.ReadAsByteArrayAsync();
        try
        {
            return JsonDocument.Parse(json).RootElement;
        }
        catch (JsonException)
        {
            throw new InvalidDataException($"{(int)response.StatusCode}: {Encoding.UTF8.GetString(json)}");
        }
    }
}
