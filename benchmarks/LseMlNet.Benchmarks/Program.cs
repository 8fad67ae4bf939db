using System.Globalization;
using BenchmarkDotNet.Running;
using LseMlNet.Benchmarks;
using LseMlNet.Benchmarks.Scoring;
using LseMlNet.Benchmarks.Selection;
using LseMlNet.Benchmarks.Serving;
using LseMlNet.Benchmarks.Stages;

// ratios [filters] | stages | topk | scoring | serve [seconds] | arguments of BenchmarkDotNet. README.md in the folder above explains them.
if (args is ["ratios", ..])
{
    Ratios.Print(args[1..]);
}
else if (args is ["stages"])
{
    StageRatios.Print();
}
else if (args is ["topk"])
{
    SelectionRatios.Print();
}
else if (args is ["scoring"])
{
    ScoringRatios.Print();
}
else if (args is ["serve", .. var seconds])
{
    await ServeLoad.Print(TimeSpan.FromSeconds(seconds is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 60));
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Ratios).Assembly).Run(args);
}
