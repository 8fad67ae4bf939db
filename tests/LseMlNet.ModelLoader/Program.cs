using Microsoft.ML;

namespace LseMlNet.ModelLoader;

/// <summary>
/// Loads a saved pipeline as a program does that knows ML.NET alone, applies it to saved data and prints what comes out. A failure is
/// printed to the standard error: a line with type and message for each exception of the chain.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [string modelFile, string dataFile])
        {
            Console.Error.WriteLine("usage: LseMlNet.ModelLoader <saved pipeline (.zip)> <data saved as binary (.idv)>");
            return 2;
        }
        try
        {
            var ml = new MLContext();
            ITransformer model = ml.Model.Load(modelFile, out _);
            IDataView scored = model.Transform(ml.Data.LoadFromBinary(dataFile));
            Console.Out.Write(DataViewText.Of(scored));
            return 0;
        }
        catch (Exception e)
        {
            // ML.NET wraps what a stage throws, some times more than once: a line for each.
            for (Exception? cause = e; cause is not null; cause = cause.InnerException)
            {
                Console.Error.WriteLine($"{cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ").TrimEnd()}");
            }

            return 1;
        }
    }
}
