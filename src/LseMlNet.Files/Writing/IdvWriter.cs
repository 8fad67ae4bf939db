using Microsoft.ML;

namespace LseMlNet.Files.Writing;

/// <summary>Writes a binary file of ML.NET.</summary>
internal static class IdvWriter
{
    public static void Write(Stream stream, OutputTable table) => new MLContext().Data.SaveAsBinary(new OutputView(table), stream);
}
