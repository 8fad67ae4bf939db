using System.Net;

namespace LseMlNet.Cli.Tests.Serve;

/// <summary>Nothing that is sent makes the server fail.</summary>
public sealed class BadUploadTests(ServedClassifier server) : IClassFixture<ServedClassifier>
{
    // More by LSEMLNET_BAD_UPLOADS, to look for what a thousand do not find.
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("LSEMLNET_BAD_UPLOADS"), out int count) ? count : 1_000;

    private static readonly HttpStatusCode[] Allowed =
        [HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType];

    [Fact]
    public async Task Post_AThousandBadUploads_ProblemsAndNothingElse()
    {
        byte[] good = ServedClassifier.Picture("bag-1.png");
        string expected = await GoodAnswer(good);
        var statuses = new SortedDictionary<int, int>();

        await Parallel.ForEachAsync(Enumerable.Range(0, Count), TestContext.Current.CancellationToken, async (number, cancellation) =>
        {
            (string what, HttpRequestMessage request) = BadUploads.Make(number);
            using HttpResponseMessage response = await server.Client.SendAsync(request, cancellation);
            // A change may hit what is free to change, such as pixels of a JPEG: then there is a picture, and an answer.
            if (response.StatusCode != HttpStatusCode.OK)
            {
                Problem problem = await Problem.Read(response);
                Assert.True(Allowed.Contains(problem.Status), $"{what}: {problem}");
            }
            lock (statuses)
            {
                statuses[(int)response.StatusCode] = statuses.GetValueOrDefault((int)response.StatusCode) + 1;
            }
            // What was wrong with one picture says nothing about the next.
            if (number % 10 == 0)
            {
                Assert.Equal(expected, await GoodAnswer(good));
            }
        });

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", statuses.Select(status => $"{status.Value} answers of {status.Key}")));
        Assert.Equal(Count, statuses.Values.Sum());
        Assert.InRange(statuses.GetValueOrDefault(200), 0, Count / 10);
        Assert.All(Allowed, status => Assert.NotEqual(0, statuses.GetValueOrDefault((int)status)));
        Assert.Equal(expected, await GoodAnswer(good));
        Assert.Empty(server.TemporaryFiles);
        Assert.True(server.Process.IsRunning);
        (int exitCode, string error) = await server.Process.Stop();
        Assert.Equal(0, exitCode);
        // Decoders write warnings about JPEG pictures there; the server has nothing to say.
        Assert.DoesNotContain("Microsoft.AspNetCore", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private async Task<string> GoodAnswer(byte[] picture)
    {
        using HttpResponseMessage response = await server.Post(picture);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }
}
