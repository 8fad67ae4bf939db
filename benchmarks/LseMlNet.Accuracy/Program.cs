using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LseMlNet.Accuracy;
using LseMlNet.Benchmarks.Peers;
using Microsoft.ML.OnnxRuntime;

// Prints the largest and the mean error of every kernel and its peers, in ulp, compared with references of 70 digits. README.md in
// the folder above explains the report. The tests of LseMlNet.Numerics assert the bounds.
int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
Console.WriteLine(
    $"{width}-bit vectors; {RuntimeInformation.FrameworkDescription}; ONNX Runtime {OrtEnv.Instance().GetVersionString()}; "
    + $"System.Numerics.Tensors {typeof(TensorPrimitives).Assembly.GetName().Version}; errors in ulp, largest / mean; lengths 2 to 131072");
Print<float>("float");
Print<double>("double");

static void Print<T>(string type)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    Dictionary<Operation, List<string>> tables = Enum.GetValues<Operation>().ToDictionary(key => key, _ => new List<string>());
    double worstSum = 0;
    foreach (DataSet<T> set in DataSet<T>.Make())
    {
        using BinaryReader references = References(set);
        Dictionary<(Operation, string), Errors> errors = [];
        foreach (T[] row in set.Rows)
        {
            Reference logSumExp = Reference.Read(references);
            (Reference Softmax, Reference LogSoftmax)[] elements =
                [.. row.Select(_ => (Reference.Read(references), Reference.Read(references)))];
            foreach (Operation operation in Enum.GetValues<Operation>())
            {
                T[] results = new T[row.Length];
                IPeer[] peers =
                [
                    new OursPeer<T>(operation, row, row.Length, results),
                    new NaivePeer<T>(operation, row, row.Length, results),
                    new ComposedPeer<T>(operation, row, row.Length, results),
                    new OnnxRuntimePeer<T>(operation, row, row.Length, results),
                ];
                foreach (IPeer peer in peers)
                {
                    peer.Run(1);
                    if (!errors.TryGetValue((operation, peer.Name), out Errors? found))
                    {
                        errors[(operation, peer.Name)] = found = new();
                    }

                    for (int i = 0; i < (operation == Operation.LogSumExp ? 1 : row.Length); i++)
                    {
                        Reference reference = operation == Operation.Softmax ? elements[i].Softmax
                            : operation == Operation.LogSoftmax ? elements[i].LogSoftmax : logSumExp;
                        found.Add(reference.Ulps(results[i]));
                    }

                    if (operation == Operation.Softmax && peer.Name == "ours")
                    {
                        worstSum = Math.Max(worstSum, SumError(results));
                    }

                    peer.Dispose();
                }
            }
        }

        foreach (Operation operation in Enum.GetValues<Operation>())
        {
            tables[operation].Add(
                $"| {set.Name} | {errors[(operation, "ours")]} | {errors[(operation, "naive C#")]} | "
                + $"{errors[(operation, "TP composed")]} | {errors[(operation, "ONNX Runtime")]} |");
        }
    }

    foreach ((Operation operation, List<string> lines) in tables)
    {
        Console.WriteLine();
        Console.WriteLine($"| {operation} {type} | LseMlNet | naive C# | TP composed | ONNX Runtime |");
        Console.WriteLine("|---|---|---|---|---|");
        lines.ForEach(Console.WriteLine);
    }

    Console.WriteLine();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"largest |sum of softmax - 1|, {type}: {worstSum:0.00e0}"));
}

// The sum of the results minus 1, with the rounding error of each addition added up separately.
static double SumError<T>(T[] results)
    where T : IBinaryFloatingPointIeee754<T>
{
    double sum = -1;
    double rest = 0;
    foreach (T result in results)
    {
        double term = double.CreateTruncating(result);
        double total = sum + term;
        double back = total - sum;
        rest += sum - (total - back) + (term - back);
        sum = total;
    }

    return Math.Abs(sum + rest);
}

static BinaryReader References<T>(DataSet<T> set)
    where T : IBinaryFloatingPointIeee754<T>
{
    string rows = Path.GetTempFileName();
    string references = Path.GetTempFileName();
    using (BinaryWriter writer = new(File.Create(rows)))
    {
        foreach (T[] row in set.Rows)
        {
            writer.Write(row.Length);
            foreach (T x in row)
            {
                writer.Write(double.CreateTruncating(x));
            }
        }
    }

    string python = Environment.GetEnvironmentVariable("PYTHON") ?? "python3";
    using Process script = Process.Start(python, [Path.Combine(AppContext.BaseDirectory, "reference.py"), rows, references]);
    script.WaitForExit();
    if (script.ExitCode != 0)
    {
        throw new InvalidOperationException(
            $"{python} reference.py failed with exit code {script.ExitCode}. Install mpmath (Debian: python3-mpmath), "
            + "or set PYTHON to a Python 3 that has it.");
    }

    MemoryStream content = new(File.ReadAllBytes(references));
    File.Delete(rows);
    File.Delete(references);
    return new(content);
}
