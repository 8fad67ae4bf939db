using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LseMlNet.Cli.Serve;

/// <summary>The web server: its address, its limits and its endpoints.</summary>
internal static class ClassifierServer
{
    // Each connection may hold one upload in memory.
    private const int MostConnections = 128;

    private const int FreeThreads = 8;

    // How long unfinished requests may take once the server is asked to stop.
    private static readonly TimeSpan LastRequests = TimeSpan.FromSeconds(3);

    // Neither the environment nor a file configures the server, so no setting can accidentally open it to the network.
    public static WebApplication Build(Classifier classifier, ServeRequest request)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Configure(options, request));
        builder.Logging
            .SetMinimumLevel(LogLevel.Warning)
            // The command itself reports that the server cannot start.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services
            .Configure<HostOptions>(options => options.ShutdownTimeout = LastRequests)
            .AddSingleton<Readiness>()
            .AddRoutingCore()
            .AddProblemDetails(options => options.CustomizeProblemDetails = Problems.Explain)
            .AddOpenApi()
            .ConfigureHttpJsonOptions(options => options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);

        WebApplication server = builder.Build();
        server.Use(SecurityHeaders.Add);
        server.UseExceptionHandler();
        server.UseStatusCodePages();
        server.Use(SecurityHeaders.RefuseOtherHosts);
        server.Use(SecurityHeaders.RefuseOtherSites);
        server.UseRouting();

        var pictures = new PictureService(classifier, request.Top, request.Limits);
        server.Lifetime.ApplicationStopped.Register(pictures.Dispose);
        ClassifyEndpoint.Map(server, new UploadReader(request.Limits.MaxBytes, request.UploadTime), pictures);
        HealthEndpoint.Map(server, new HealthCheck(classifier), server.Services.GetRequiredService<Readiness>());
        PageEndpoints.Map(server, request);
        server.MapOpenApi();
        return server;
    }

    /// <summary>
    /// Allows more threads than there can be pictures being decoded. Otherwise, the thread pool would have as many threads as processors,
    /// all of them busy, and add another only after half a second.
    /// </summary>
    public static void KeepThreadsFree() => ThreadPool.SetMinThreads(2 * Environment.ProcessorCount + FreeThreads, FreeThreads);

    private static void Configure(KestrelServerOptions options, ServeRequest request)
    {
        options.Listen(request.Address, request.Port);
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = request.Limits.MaxBytes + UploadReader.MostExcess;
        options.Limits.MaxConcurrentConnections = MostConnections;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        // Otherwise, idle connections would block new ones for minutes.
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(15);
    }
}
