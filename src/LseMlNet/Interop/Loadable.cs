using LseMlNet;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

[assembly: LoadableClass(typeof(SoftmaxTransformer), typeof(StageLoader<SoftmaxTransformer>), null, typeof(SignatureLoadModel), "Softmax", SoftmaxTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<SoftmaxTransformer>), null, typeof(SignatureLoadDataTransform), "Softmax", SoftmaxTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<SoftmaxTransformer>), null, typeof(SignatureLoadRowMapper), "Softmax", SoftmaxTransformer.LoaderName)]

[assembly: LoadableClass(typeof(LogSoftmaxTransformer), typeof(StageLoader<LogSoftmaxTransformer>), null, typeof(SignatureLoadModel), "LogSoftmax", LogSoftmaxTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<LogSoftmaxTransformer>), null, typeof(SignatureLoadDataTransform), "LogSoftmax", LogSoftmaxTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<LogSoftmaxTransformer>), null, typeof(SignatureLoadRowMapper), "LogSoftmax", LogSoftmaxTransformer.LoaderName)]

[assembly: LoadableClass(typeof(LogSumExpTransformer), typeof(StageLoader<LogSumExpTransformer>), null, typeof(SignatureLoadModel), "LogSumExp", LogSumExpTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<LogSumExpTransformer>), null, typeof(SignatureLoadDataTransform), "LogSumExp", LogSumExpTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<LogSumExpTransformer>), null, typeof(SignatureLoadRowMapper), "LogSumExp", LogSumExpTransformer.LoaderName)]

[assembly: LoadableClass(typeof(TemperatureScalingTransformer), typeof(StageLoader<TemperatureScalingTransformer>), null, typeof(SignatureLoadModel), "TemperatureScaling", TemperatureScalingTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<TemperatureScalingTransformer>), null, typeof(SignatureLoadDataTransform), "TemperatureScaling", TemperatureScalingTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<TemperatureScalingTransformer>), null, typeof(SignatureLoadRowMapper), "TemperatureScaling", TemperatureScalingTransformer.LoaderName)]
