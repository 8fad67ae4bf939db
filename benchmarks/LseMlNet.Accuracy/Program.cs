using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LseMlNet.Accuracy;
using LseMlNet.Benchmarks;
using LseMlNet.Benchmarks.Peers;
using Microsoft.ML.OnnxRuntime;

// Prints the largest and the mean error of every kernel and its peers, in ulp, compared with references of 70 digits. README.md in the
// parent folder explains the report. The tests of LseMlNet.Numerics assert the bounds.
int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
Console.WriteLine(
    $"{width}-bit vectors; {RuntimeInformation.FrameworkDescription}; ONNX Runtime {OrtEnv.Instance().GetVersionString()}; "
    + $"System.Numerics.Tensors {typeof(TensorPrimitives).Assembly.GetName().Version}; errors in ulp, largest / mean; lengths 2 to 131072");
Print<float>("float");
Print<double>("double");

static void Print<T>(string type)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    Operation[] operations = [Operation.Softmax, Operation.LogSoftmax, Operation.LogSumExp];
    Dictionary<Operation, List<string>> tables = operations.ToDictionary(key => key, _ => new List<string>());
    string[] names = [];
    double worstSum = 0;
    foreach (DataSet<T> set in DataSet<T>.Make())
    {
        using BinaryReader references = References(set);
        Dictionary<(Operation Operation, string Name), Errors> errors = [];
        foreach (T[] row in set.Rows)
        {
            Reference logSumExp = Reference.Read(references);
            (Reference Softmax, Reference LogSoftmax)[] elements =
                [.. row.Select(_ => (Reference.Read(references), Reference.Read(references)))];
            foreach (Operation operation in operations)
            {
                foreach ((string name, T[] results) in Run(operation, row, set.Temperature))
                {
                    if (!errors.TryGetValue((operation, name), out Errors? found))
                    {
                        errors[(operation, name)] = found = new();
                    }

                    for (int i = 0; i < (operation == Operation.LogSumExp ? 1 : row.Length); i++)
                    {
                        Reference reference = operation == Operation.Softmax ? elements[i].Softmax
                            : operation == Operation.LogSoftmax ? elements[i].LogSoftmax : logSumExp;
                        found.Add(reference.Ulps(results[i]));
                    }

                    if (operation == Operation.Softmax && name == "LseMlNet")
                    {
                        worstSum = Math.Max(worstSum, SumError(results));
                    }
                }
            }
        }

        foreach (Operation operation in operations)
        {
            names = [.. errors.Keys.Where(key => key.Operation == operation).Select(key => key.Name)];
            tables[operation].Add($"| {set.Name} | {string.Join(" | ", names.Select(name => errors[(operation, name)]))} |");
        }
    }

    foreach ((Operation operation, List<string> lines) in tables)
    {
        Console.WriteLine();
        Console.WriteLine($"| {operation} {type} | {string.Join(" | ", names)} |");
        Console.WriteLine($"|---|{string.Concat(names.Select(_ => "---|"))}");
        lines.ForEach(Console.WriteLine);
    }

    Console.WriteLine();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"largest |sum of softmax - 1|, {type}: {worstSum:0.00e0}"));
}

// Computes the results of all peers. The others have no temperature, so their logits are divided first, as their users would do.
static IEnumerable<(string Name, T[] Results)> Run<T>(Operation operation, T[] row, double temperature)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    const int Positions = 3;
    Problem<T> ours = new(operation, new Shape(-1, 1, row.Length), row, temperature);
    Problem<T> theirs = ours with { Logits = [.. row.Select(x => x / T.CreateTruncating(temperature))], Temperature = 1 };
    Problem<T> axis = new(
        operation, new Shape(-2, 1, row.Length, Positions), [.. row.SelectMany(x => Enumerable.Repeat(x, Positions))], temperature);
    yield return ("LseMlNet", Results(new OursPeer<T>(ours), ours));
    // The results of the last position.
    yield return (
        "LseMlNet, class axis",
        [.. Results(new OursPeer<T>(axis), axis).Where((_, i) => axis.Reduces ? i == Positions - 1 : i % Positions == Positions - 1)]);
    yield return ("naive C#", Results(new NaivePeer<T>(theirs), theirs));
    yield return ("TP composed", Results(new ComposedPeer<T>(theirs), theirs));
    yield return ("ONNX Runtime", Results(new OnnxRuntimePeer<T>(theirs), theirs));
}

static T[] Results<T>(IPeer peer, Problem<T> problem)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    using (peer)
    {
        peer.Run(1);
        return [.. problem.Results];
    }
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
            writer.Write(set.Temperature);
            foreach (T x in row)
            {
                writer.Write(double.CreateTruncating(x));
            }
        }
    }

    string python = Python.Program;
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
