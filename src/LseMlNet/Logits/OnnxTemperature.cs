using System.Numerics;
using LseMlNet.Interop;

namespace LseMlNet;

/// <summary>Division by a temperature in ONNX.</summary>
internal static class OnnxTemperature
{
    /// <summary>Adds the nodes that compute <paramref name="quotient"/> from logits of type T.</summary>
    public static void Divide<T>(OnnxGraph graph, string logits, double temperature, string quotient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T narrow = T.CreateTruncating(temperature);
        if (double.CreateTruncating(narrow) == temperature)
        {
            graph.Node("Div", [logits, graph.Constant(narrow, "Temperature")], quotient);
            return;
        }

        // If T cannot represent the temperature, divide in double, as the kernel does. Rounding the temperature to T would change large
        // logits by many ulps.
        string wideLogits = graph.Intermediate("WideLogits"), wideQuotient = graph.Intermediate("WideTemperedLogits");
        graph.Node("Cast", [logits], wideLogits, to: typeof(double));
        graph.Node("Div", [wideLogits, graph.Constant(temperature, "Temperature")], wideQuotient);
        graph.Node("Cast", [wideQuotient], quotient, to: typeof(T));
    }
}
