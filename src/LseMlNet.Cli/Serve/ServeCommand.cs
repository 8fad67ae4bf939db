using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.ML;

namespace LseMlNet.Cli.Serve;

/// <summary>The command "serve" and its options.</summary>
internal sealed class ServeCommand
{
    private const int MiB = 1024 * 1024;

    private const string Description =
        "Serves the model to this computer: a page to drop pictures on, and POST /classify for programs. It listens on 127.0.0.1 only.";

    private readonly ModelOptions _model = new();

    private readonly Option<int> _top = OptionKinds.Number("--top", "K", normally: 5, least: 1, most: int.MaxValue, "How many classes to answer with.");

    private readonly Option<int> _port = OptionKinds.Number(
        "--port", "N", normally: 5000, least: 0, most: ushort.MaxValue, "Where it listens; 0 for any port that is free.");

    private readonly Option<int> _maxBytes = OptionKinds.Number(
        "--max-bytes", "N", normally: 10 * MiB, least: 1, most: 1024 * MiB, "How large a picture may be.");

    public static Command Create()
    {
        var options = new ServeCommand();
        var command = new Command("serve", Description) { options._port, options._top, options._maxBytes };
        options._model.AddTo(command);
        command.SetWork(options.Serve);
        return command;
    }

    private async Task<int> Serve(ParseResult result, CancellationToken stop)
    {
        var request = new ServeRequest(_model.Read(result), result.GetValue(_top), result.GetValue(_port), result.GetValue(_maxBytes));
        await using WebApplication server = ClassifierServer.Build(request.Model.Open(new MLContext()), request);
        await Start(server, request.Port, stop);
        Console.WriteLine($"Serving {request.ModelName} at {server.Urls.Single()}/ until Ctrl-C.");
        await server.WaitForShutdownAsync(stop);
        return ExitCode.Done;
    }

    private static async Task Start(WebApplication server, int port, CancellationToken stop)
    {
        try
        {
            await server.StartAsync(stop);
        }
        catch (IOException e)
        {
            throw new UnusableInputException($"--port {port} cannot be listened on: {e.Message} Choose another, or 0 for any that is free.", e);
        }
    }
}
