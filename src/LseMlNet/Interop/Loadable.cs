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

[assembly: LoadableClass(typeof(EntropyTransformer), typeof(StageLoader<EntropyTransformer>), null, typeof(SignatureLoadModel), "Entropy", EntropyTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<EntropyTransformer>), null, typeof(SignatureLoadDataTransform), "Entropy", EntropyTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<EntropyTransformer>), null, typeof(SignatureLoadRowMapper), "Entropy", EntropyTransformer.LoaderName)]

[assembly: LoadableClass(typeof(MarginTransformer), typeof(StageLoader<MarginTransformer>), null, typeof(SignatureLoadModel), "Margin", MarginTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<MarginTransformer>), null, typeof(SignatureLoadDataTransform), "Margin", MarginTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<MarginTransformer>), null, typeof(SignatureLoadRowMapper), "Margin", MarginTransformer.LoaderName)]

[assembly: LoadableClass(typeof(SelectLabelTransformer), typeof(StageLoader<SelectLabelTransformer>), null, typeof(SignatureLoadModel), "SelectLabel", SelectLabelTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<SelectLabelTransformer>), null, typeof(SignatureLoadDataTransform), "SelectLabel", SelectLabelTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<SelectLabelTransformer>), null, typeof(SignatureLoadRowMapper), "SelectLabel", SelectLabelTransformer.LoaderName)]

[assembly: LoadableClass(typeof(TopKTransformer), typeof(StageLoader<TopKTransformer>), null, typeof(SignatureLoadModel), "TopK", TopKTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<TopKTransformer>), null, typeof(SignatureLoadDataTransform), "TopK", TopKTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<TopKTransformer>), null, typeof(SignatureLoadRowMapper), "TopK", TopKTransformer.LoaderName)]

[assembly: LoadableClass(typeof(NameClassesTransformer), typeof(StageLoader<NameClassesTransformer>), null, typeof(SignatureLoadModel), "NameClasses", NameClassesTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<NameClassesTransformer>), null, typeof(SignatureLoadDataTransform), "NameClasses", NameClassesTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<NameClassesTransformer>), null, typeof(SignatureLoadRowMapper), "NameClasses", NameClassesTransformer.LoaderName)]

[assembly: LoadableClass(typeof(TemperatureScalingTransformer), typeof(StageLoader<TemperatureScalingTransformer>), null, typeof(SignatureLoadModel), "TemperatureScaling", TemperatureScalingTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<TemperatureScalingTransformer>), null, typeof(SignatureLoadDataTransform), "TemperatureScaling", TemperatureScalingTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<TemperatureScalingTransformer>), null, typeof(SignatureLoadRowMapper), "TemperatureScaling", TemperatureScalingTransformer.LoaderName)]
