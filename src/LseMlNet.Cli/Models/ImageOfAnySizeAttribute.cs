using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace LseMlNet.Cli.Models;

/// <summary>Makes a property an image column without a fixed size. ML.NET's own ImageTypeAttribute requires a height and a width.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ImageOfAnySizeAttribute : DataViewTypeAttribute
{
    public override void Register() => DataViewTypeManager.Register(new ImageDataViewType(), typeof(MLImage), this);

    public override bool Equals(DataViewTypeAttribute? other) => other is ImageOfAnySizeAttribute;

    public override int GetHashCode() => nameof(ImageOfAnySizeAttribute).GetHashCode(StringComparison.Ordinal);
}
