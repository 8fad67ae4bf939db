using System.Runtime.CompilerServices;
using LseMlNet.Interop;
using LseMlNet.OnnxRuntime;
using Microsoft.ML;
using Microsoft.ML.Data;

[assembly: IgnoresAccessChecksTo("Microsoft.ML.Core")]
[assembly: IgnoresAccessChecksTo("Microsoft.ML.Data")]

[assembly: LoadableClass(typeof(OnnxScoringTransformer), typeof(StageLoader<OnnxScoringTransformer>), null, typeof(SignatureLoadModel), "ScoreOnnxModel", OnnxScoringTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<OnnxScoringTransformer>), null, typeof(SignatureLoadDataTransform), "ScoreOnnxModel", OnnxScoringTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<OnnxScoringTransformer>), null, typeof(SignatureLoadRowMapper), "ScoreOnnxModel", OnnxScoringTransformer.LoaderName)]
