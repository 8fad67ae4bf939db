using System.Globalization;
using System.Runtime;
using LseMlNet.OrdinaryProgram;

// list                                   prints the kernels
// each                                   calls every overload of every operation once for each of many sizes
// warm <call shape> <filters>            prints the nanoseconds of a call of each kernel, by the length of the row
// cold <ours|naive> <kernel> <type> <n>  prints the milliseconds of the first call and of the first 10,000 calls
int[] lengths = [3, 10, 30, 100, 1_000, 50_000];
switch (args)
{
    case ["list"]:
        foreach (KernelRun kernel in KernelRun.All)
        {
            Console.WriteLine(kernel.Name);
        }

        break;
    case ["each"]:
        EveryOverload.Call();
        break;
    case ["warm", var shape, .. var words]:
        (KernelRun Kernel, int Length)[] cells =
        [
            .. from kernel in KernelRun.All
               from length in lengths
               where words.Contains($"{length}") || !words.Any(word => char.IsDigit(word[0]))
               where words.All(word => char.IsDigit(word[0]) || kernel.Name.Contains(word, StringComparison.OrdinalIgnoreCase))
               select (kernel, length),
        ];
        // The warm-up lasts until the runtime has replaced the code that it compiled quickly. The runtime does so in the
        // background, in up to three steps, and begins a step when nothing new has been compiled for a tenth of a second, or for
        // a second if there is only one processor.
        for (int quiet = 0; quiet < 4; quiet++)
        {
            long before = JitInfo.GetCompiledMethodCount();
            Array.ForEach(cells, cell => cell.Kernel.WarmUp(cell.Length));
            Thread.Sleep(Environment.ProcessorCount == 1 ? 1100 : 150);
            if (JitInfo.GetCompiledMethodCount() != before)
            {
                quiet = -1;
            }
        }

        foreach ((KernelRun kernel, int length) in cells)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{kernel.Name}\t{length}\t{kernel.Measure(Enum.Parse<CallShape>(shape), length):R}"));
        }

        break;
    case ["cold", var whose, var name, var type, var length]:
        (double first, double all) = KernelRun.All.Single(kernel => kernel.Name == $"{name} {type}")
            .MeasureCold(whose == "naive", int.Parse(length, CultureInfo.InvariantCulture));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first:R}\t{all:R}"));
        break;
    default:
        Console.Error.WriteLine("The first argument must be list, each, warm or cold.");
        return 1;
}

return 0;
