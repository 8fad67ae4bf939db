using LseMlNet.Fuzzing;
using SharpFuzz;

// While the fuzzer measures the code, no code of the project may run before SharpFuzz.
if (args is not ["fuzz", ..])
{
    LseMlNet.Cli.Models.OnnxRuntimeStart.Prepare(args);
}

switch (args)
{
    case ["targets"]:
        Console.WriteLine(string.Join('\n', FuzzTarget.All.Select(target => target.Name)));
        return 0;

    // For eng/fuzz.sh.
    case ["seeds", string name, string folder]:
        Directory.CreateDirectory(folder);
        foreach ((byte[] seed, int number) in FuzzTarget.Named(name).Seeds().Select((seed, number) => (seed, number)))
        {
            File.WriteAllBytes(Path.Combine(folder, $"{number:D2}"), seed);
        }

        return 0;

    case ["fuzz", string name]:
        FuzzTarget fuzzed = FuzzTarget.Named(name);
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            fuzzed.Try(bytes.ToArray());
        });
        return 0;

    // Runs an input that the fuzzer has found.
    case ["try", string name, string file]:
        FuzzTarget.Named(name).Try(File.ReadAllBytes(file));
        return 0;

    // Runs the seeds, and a few variants of each, for the tests.
    case ["check", string changes, .. string[] names]:
        return Checks.Run(int.Parse(changes, System.Globalization.CultureInfo.InvariantCulture), names);

    case ["soak", string minutes]:
        return Soak.Run(TimeSpan.FromMinutes(double.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture)));

    default:
        Console.Error.WriteLine("usage: targets | seeds TARGET FOLDER | fuzz TARGET | try TARGET FILE | check CHANGES [TARGET...] | soak MINUTES");
        return 2;
}
