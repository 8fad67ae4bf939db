using System.Globalization;

namespace ImageClassifier;

/// <summary>Prints a prediction: a line for each of its top classes, with a bar that shows its probability.</summary>
internal static class Table
{
    private const int BarWidth = 28;
    private const string Eighths = "▏▎▍▌▋▊▉█";

    public static void Write(Prediction prediction, string[] labels)
    {
        Console.WriteLine($"{prediction.Name}: {prediction.Label}");
        foreach ((string label, float probability) in prediction.TopLabels.Zip(prediction.TopProbabilities))
        {
            float logit = prediction.Logits[Array.IndexOf(labels, label)];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {label,-22}  {100.0 * probability,6:F2} %  {Bar(probability),-BarWidth}  logit {logit,9:F2}"));
        }

        Console.WriteLine();
    }

    private static string Bar(float share)
    {
        int length = (int)MathF.Round(share * BarWidth * Eighths.Length);
        (int whole, int rest) = Math.DivRem(length, Eighths.Length);
        return new string('█', whole) + (rest == 0 ? "" : Eighths[rest - 1]);
    }
}
