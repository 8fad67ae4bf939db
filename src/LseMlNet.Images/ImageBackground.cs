namespace LseMlNet.Images;

/// <summary>What transparent pixels are drawn on, and what surrounds a padded picture.</summary>
public enum ImageBackground
{
    /// <summary>Black.</summary>
    Black = 0,

    /// <summary>White.</summary>
    White = 1,
}
