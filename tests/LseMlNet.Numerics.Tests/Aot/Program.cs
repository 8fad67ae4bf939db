using LseMlNet.Numerics;

float[] singles = [1000, 1001, 1002];
double[] doubles = [1000, 1001, 1002];
Logits.Softmax(singles, singles);
Logits.LogSoftmax(doubles, doubles);
Console.WriteLine(FormattableString.Invariant($"{singles[0]:F6} {doubles[2]:F12} {Logits.LogSumExp([20.0, 0.0]):F9}"));
