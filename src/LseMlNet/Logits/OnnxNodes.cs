using LseMlNet.Interop;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// Adds the nodes that compute <paramref name="result"/> from rows of logits. A scalar's rows have one axis beside that of the batch;
/// those of a vector have as many as the column.
/// </summary>
internal delegate void OnnxNodes(OnnxGraph graph, VectorDataViewType logits, string source, string result);
