using Microsoft.ML;

namespace LseMlNet.ModelLoader;

/// <summary>
/// Loads a saved pipeline as a program does that knows ML.NET alone, applies it to saved data and prints what comes out. A failure is
/// printed to the standard error as type and message.
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
            Console.Error.WriteLine($"{e.GetType().Name}: {e.Message}");
            return 1;
        }
    }
}
