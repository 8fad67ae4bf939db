using BenchmarkDotNet.Running;
using LseMlNet.Benchmarks;

// dotnet run -c Release -- ratios [words to select rows] | -- <BenchmarkDotNet's arguments>
if (args is ["ratios", ..])
{
    Ratios.Print(args[1..]);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Ratios).Assembly).Run(args);
}
