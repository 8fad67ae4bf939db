using System.Globalization;
using BenchmarkDotNet.Running;
using LseMlNet.Benchmarks;
using LseMlNet.Benchmarks.Evaluation;
using LseMlNet.Benchmarks.FileScoring;
using LseMlNet.Benchmarks.Metrics;
using LseMlNet.Benchmarks.Pictures;
using LseMlNet.Benchmarks.Ratios;
using LseMlNet.Benchmarks.Scoring;
using LseMlNet.Benchmarks.Selection;
using LseMlNet.Benchmarks.Serving;
using LseMlNet.Benchmarks.Stages;

// ratios [peers|calls|cold|stages] [filters] | metrics [filters] | topk | scoring | score [folder] | evaluate | pictures [count] |
// serve [seconds] | serve requests COUNT | arguments of BenchmarkDotNet
// README.md in the parent folder explains the arguments.
if (args is ["ratios", .. var words])
{
    string? part = words is [("peers" or "calls" or "cold" or "stages") and var first, ..] ? first : null;
    var filter = new Filter(part is null ? words : words[1..]);
    Console.WriteLine(Machine.Description);
    if (part is null or "peers")
    {
        PeerTables.Print(filter);
    }

    if (part is null or "calls")
    {
        CallTable.Print(filter);
    }

    if (part is null or "cold")
    {
        ColdTable.Print(filter);
    }

    if (part is null or "stages")
    {
        StageTables.Print(filter);
        TensorStageTable.Print(filter);
        ColdStageTable.Print(filter);
    }
}
else if (args is ["pass", var stage, var length])
{
    ColdStageTable.MeasurePass(stage, int.Parse(length, CultureInfo.InvariantCulture));
}
else if (args is ["metrics", .. var shapes])
{
    Console.WriteLine(Machine.Description);
    MetricsTables.Print(new Filter(shapes));
}
else if (args is ["topk"])
{
    SelectionRatios.Print();
}
else if (args is ["scoring"])
{
    ScoringRatios.Print();
}
else if (args is ["evaluate"])
{
    EvaluationRatios.Print();
}
else if (args is ["pictures", .. var number])
{
    PictureRatios.Print(number is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 2_000);
}
else if (args is ["serve", "requests", var requests])
{
    await ServeLoad.Print(int.Parse(requests, CultureInfo.InvariantCulture));
}
else if (args is ["score", .. var folder])
{
    FileScoringTable.Print(folder is [var parent] ? parent : null);
}
else if (args is ["bare-score", var input, var output])
{
    BareScore.Run(input, output);
}
else if (args is ["serve", .. var seconds])
{
    await ServeLoad.Print(TimeSpan.FromSeconds(seconds is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 60));
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(KernelBenchmarks).Assembly).Run(args);
}
