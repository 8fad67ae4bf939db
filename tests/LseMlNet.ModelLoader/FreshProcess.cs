using System.Diagnostics;
using Microsoft.ML;

namespace LseMlNet.ModelLoader;

/// <summary>Runs this program on a saved pipeline, in a process that does not know how the pipeline was created.</summary>
public static class FreshProcess
{
    // If the other process hangs, report a failure instead of waiting.
    private const int Timeout = 120_000;

    /// <summary>Saves a model and data, and has another process load the model and apply it to the data.</summary>
    /// <returns>The text that <see cref="DataViewText.Of(IDataView)"/> returns in the other process.</returns>
    /// <exception cref="InvalidOperationException">The other process failed; the message is its output.</exception>
    public static string SaveAndTransform(MLContext ml, ITransformer model, IDataView input)
    {
        ArgumentNullException.ThrowIfNull(ml);
        ArgumentNullException.ThrowIfNull(input);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lsemlnet-");
        try
        {
            string modelFile = Path.Combine(folder.FullName, "model.zip");
            string dataFile = Path.Combine(folder.FullName, "input.idv");
            ml.Model.Save(model, input.Schema, modelFile);
            using (FileStream stream = File.Create(dataFile))
            {
                ml.Data.SaveAsBinary(input, stream);
            }

            return Transform(modelFile, dataFile);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Has another process load a saved pipeline and apply it to saved data.</summary>
    /// <param name="modelFile">A pipeline as <c>Model.Save</c> writes it.</param>
    /// <param name="dataFile">Data as <c>Data.SaveAsBinary</c> writes it.</param>
    /// <param name="programFolder">The folder of the program; null for the copy in the folder of the calling test.</param>
    /// <param name="savedFile">Where the other process saves the pipeline that it has loaded; null if it should not.</param>
    /// <returns>The text that <see cref="DataViewText.Of(IDataView)"/> returns in the other process.</returns>
    /// <exception cref="InvalidOperationException">The other process failed; the message is its output.</exception>
    public static string Transform(string modelFile, string dataFile, string? programFolder = null, string? savedFile = null)
    {
        string program = Path.Combine(programFolder ?? AppContext.BaseDirectory, "LseMlNet.ModelLoader.dll");
        // The .NET host that runs the tests. DOTNET_HOST_PATH is set if an SDK started them.
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using Process process = Process.Start(
            new ProcessStartInfo(host, savedFile is null ? [program, modelFile, dataFile] : [program, modelFile, dataFile, savedFile])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetTempPath(),
            })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Timeout))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{program} did not end within {Timeout / 1000} s.");
        }
        if (process.ExitCode != 0 || error.Result.Length != 0)
        {
            throw new InvalidOperationException(error.Result.TrimEnd());
        }

        return output.Result;
    }
}
