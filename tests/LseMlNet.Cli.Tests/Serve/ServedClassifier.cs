using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LseMlNet.Cli.Tests.Serve;

/// <summary>The example's server with its own model, for all tests of a class.</summary>
public sealed class ServedClassifier : IAsyncLifetime
{
    private readonly TemporaryFolder _temporary = new();
    private ServerProcess? _process;

    public HttpClient Client { get; } = new();

    internal ServerProcess Process => _process!;

    /// <summary>What the server has put into its temporary files and not deleted.</summary>
    public IReadOnlyList<string> TemporaryFiles =>
        [.. Directory.EnumerateDirectories(_temporary.FullName, "lsemlnet-serve-*").SelectMany(folder => Directory.EnumerateFileSystemEntries(folder))];

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

    /// <summary>Takes away the folder of its temporary files, as programs that tidy up do.</summary>
    public void DeleteTemporaryFolders() => Array.ForEach(Directory.GetDirectories(_temporary.FullName, "lsemlnet-serve-*"), folder => Directory.Delete(folder, recursive: true));

    /// <summary>Posts bytes as they are.</summary>
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

    /// <summary>A picture that comes with the example.</summary>
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
