namespace LseMlNet.Cli.Serve;

/// <summary>The result for one picture in a request with several: either an answer or a problem.</summary>
/// <param name="Answer">The answer; null if the picture cannot be used.</param>
/// <param name="Problem">What is wrong with the picture; null if there is an answer.</param>
internal sealed record PictureAnswer(ClassifyAnswer? Answer, PictureProblem? Problem);

/// <summary>Why a picture cannot be used.</summary>
/// <param name="Title">The kind of problem.</param>
/// <param name="Status">The HTTP status that the picture would have received in a separate request.</param>
/// <param name="Detail">What was found, what was expected, and how to fix it.</param>
internal sealed record PictureProblem(string Title, int Status, string Detail);
