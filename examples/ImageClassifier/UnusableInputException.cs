namespace LseMlNet.Examples.ImageClassifier;

/// <summary>Something that the user gave cannot be used; the message names it and says why.</summary>
internal sealed class UnusableInputException(string message, Exception? cause = null) : Exception(message, cause);
