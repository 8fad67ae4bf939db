// Runs the longer examples of the documentation, one topic per file.
using QuickStart;

NaiveAgainstStable.Run();
LiteratureRows.Run();
LogitsPipeline.Run();
EnginePool.Run();
Calibration.Run();
Decisions.Run();
