using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML;

namespace LseMlNet.Cli.Serve;

/// <summary>The command "serve" and its options.</summary>
internal sealed class ServeCommand
{
    private const string Description =
        "Serves the model on this computer: a page to drop pictures on, and POST /classify for programs. It listens on 127.0.0.1 unless --listen says otherwise.";

    private readonly ModelOptions _model = new();

    private readonly Option<int> _top = OptionKinds.Number("--top", "K", initial: 5, minimum: 1, maximum: int.MaxValue, "How many classes an answer has.");

    private readonly Option<int> _port = OptionKinds.Number(
        "--port", "N", initial: 5000, minimum: 0, maximum: ushort.MaxValue, "The port to listen on; 0 for any free one.");

    private readonly Option<IPAddress> _listen = OptionKinds.Parsed(
        "--listen", "address", IPAddress.Loopback, text => IPAddress.TryParse(text, out IPAddress? address) ? address : null, "an IP address, as in 127.0.0.1 or 0.0.0.0",
        "The address to listen on; 0.0.0.0 is every address, as a container needs. Requests must still be for the host 127.0.0.1 or localhost.");

    // A second signal, or 30 seconds, end the program at once.
    private readonly Option<int> _drain = OptionKinds.Number(
        "--drain", "S", initial: 0, minimum: 0, maximum: 20,
        "When told to stop (SIGTERM), answer requests for this many seconds more, while /health already returns 503, so that a load balancer sends them elsewhere.");

    private readonly Option<bool> _check = new("--check")
    {
        Description = "Do not serve: ask the server on --port for its health. Returns 0 if it is healthy and 1 otherwise; for containers.",
    };

    private readonly LimitOptions _limits = LimitOptions.ForUploads();

    public static Command Create()
    {
        var options = new ServeCommand();
        var command = new Command("serve", Description) { options._port, options._listen, options._drain, options._check, options._top };
        options._limits.AddTo(command);
        options._model.AddTo(command);
        command.SetWork(options.Serve);
        return command;
    }

    private async Task<int> Serve(ParseResult result, CancellationToken stop)
    {
        if (result.GetValue(_check))
        {
            return await ServerCheck.Run(result.GetValue(_port), stop);
        }

        Limits limits = _limits.Read(result);
        var request = new ServeRequest(_model.Read(result), result.GetValue(_top), result.GetValue(_port), limits, ServeRequest.UploadTimeOf(limits.MaxBytes))
        {
            Address = result.GetRequiredValue(_listen),
        };
        ClassifierServer.KeepThreadsFree();
        await using WebApplication server = ClassifierServer.Build(request.Model.Open(new MLContext(), new Messages()), request);
        if (!await Start(server, request.Port, stop))
        {
            return ExitCode.Done;
        }

        Console.WriteLine($"Serving {Printable.Line(request.ModelName)} at {server.Urls.Single()}/ until Ctrl-C.");
        await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, TaskScheduler.Default);
        server.Services.GetRequiredService<Readiness>().Stop();
        await Task.Delay(TimeSpan.FromSeconds(result.GetValue(_drain)), CancellationToken.None);
        await server.StopAsync(CancellationToken.None);
        return ExitCode.Done;
    }

    // Returns false if the server is told to stop before it listens.
    private static async Task<bool> Start(WebApplication server, int port, CancellationToken stop)
    {
        try
        {
            await server.StartAsync(stop);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        catch (IOException e)
        {
            throw new UnusableInputException($"--port {port} cannot be used: {e.Message} Choose another one, or 0 for any free one.", e);
        }
    }
}
