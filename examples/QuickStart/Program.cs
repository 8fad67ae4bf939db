// The README's code as a program: each block there is a part of a file here.
using QuickStart;

NaiveAgainstStable.Run();
LiteratureRows.Run();
LogitsPipeline.Run();
EnginePool.Run();
Calibration.Run();
PicturePipeline.Run();
Decisions.Run();
