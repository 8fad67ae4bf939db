namespace LseMlNet.Images;

/// <summary>
/// What a stage returns for a picture that cannot be read: a file that is missing, damaged, too large, or not a picture. The stage counts
/// such pictures, and a warning at the end of each pass over the data reports how many there were.
/// </summary>
public enum UnreadableImageHandling
{
    /// <summary>An <see cref="InvalidOperationException"/> that names the file and states what is wrong with it.</summary>
    Throw = 0,

    /// <summary>NaN in every element. The softmax of the model's logits is then NaN too, and the stages count the row as invalid.</summary>
    NaN = 1,
}
