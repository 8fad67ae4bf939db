using Microsoft.ML;

namespace LseMlNet.ModelLoader;

/// <summary>
/// Loads a saved pipeline as a program that uses only ML.NET, applies it to saved data and prints the result. Given a third path, it also
/// saves the pipeline there. If it fails, it prints a line
/// with the type and message of each exception in the chain to standard error.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [string modelFile, string dataFile, .. [] or [_]])
        {
            Console.Error.WriteLine(
                "usage: LseMlNet.ModelLoader <saved pipeline (.zip)> <data saved as binary (.idv)> [<pipeline to save (.zip)>]");
            return 2;
        }
        try
        {
            var ml = new MLContext();
            ITransformer model = ml.Model.Load(modelFile, out DataViewSchema inputSchema);
            IDataView scored = model.Transform(ml.Data.LoadFromBinary(dataFile));
            Console.Out.Write(DataViewText.Of(scored));
            if (args.Length > 2)
            {
                ml.Model.Save(model, inputSchema, args[2]);
            }

            return 0;
        }
        catch (Exception e)
        {
            // ML.NET wraps the exceptions of a stage, sometimes more than once: print a line for each.
            for (Exception? cause = e; cause is not null; cause = cause.InnerException)
            {
                Console.Error.WriteLine($"{cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ").TrimEnd()}");
            }

            return 1;
        }
    }
}
