using System.Net;

namespace LseMlNet.Cli.Tests.Serve;

/// <summary>No upload makes the server fail.</summary>
public sealed class BadUploadTests(ServedClassifier server) : IClassFixture<ServedClassifier>
{
    // Set LSEMLNET_BAD_UPLOADS to a larger number to find what a thousand uploads miss.
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
            // Some changes, such as changed pixels in a JPEG, leave a valid picture. Such a picture gets an answer.
            if (response.StatusCode != HttpStatusCode.OK)
            {
                Problem problem = await Problem.Read(response);
                Assert.True(Allowed.Contains(problem.Status), $"{what}: {problem}");
            }
            lock (statuses)
            {
                statuses[(int)response.StatusCode] = statuses.GetValueOrDefault((int)response.StatusCode) + 1;
            }
            // A bad picture must not affect the next one.
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
        Assert.True(server.Process.IsRunning);
        (int exitCode, string error) = await server.Process.Stop();
        Assert.Equal(0, exitCode);
        // Decoders write warnings about JPEG pictures to the error stream. The server itself writes nothing.
        Assert.DoesNotContain("Microsoft.AspNetCore", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private async Task<string> GoodAnswer(byte[] picture)
    {
        using HttpResponseMessage response = await server.Post(picture);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }
}
