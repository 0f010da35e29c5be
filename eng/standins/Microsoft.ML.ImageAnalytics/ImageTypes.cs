using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>The type of image columns; height and width are zero where they differ from row to row.</summary>
public sealed class ImageDataViewType : StructuredDataViewType
{
    public readonly int Height;

    public readonly int Width;

    public ImageDataViewType() : base(typeof(MLImage))
    {
    }

    public ImageDataViewType(int height, int width) : base(typeof(MLImage))
    {
        Contracts.CheckParam(height > 0, nameof(height), "Must be positive.");
        Contracts.CheckParam(width > 0, nameof(width), "Must be positive.");
        Contracts.CheckParam((long)height * width <= int.MaxValue / 4, nameof(height), "height * width is too large.");
        Height = height;
        Width = width;
    }

    public override bool Equals(DataViewType other) => other is ImageDataViewType image && image.Height == Height && image.Width == Width;

    public override bool Equals(object obj) => obj is DataViewType type && Equals(type);

    public override int GetHashCode() => HashCode.Combine(Height, Width);

    public override string ToString() => Height == 0 && Width == 0 ? "Image" : $"Image<{Height}, {Width}>";
}

/// <summary>Marks a member of type MLImage as a column of images.</summary>
public sealed class ImageTypeAttribute : DataViewTypeAttribute
{
    private readonly int _height;
    private readonly int _width;

    public ImageTypeAttribute()
    {
    }

    public ImageTypeAttribute(int height, int width)
    {
        Contracts.CheckParam(width > 0, nameof(width), "Should be positive number");
        Contracts.CheckParam(height > 0, nameof(height), "Should be positive number");
        _height = height;
        _width = width;
    }

    public override bool Equals(DataViewTypeAttribute other) => other is ImageTypeAttribute image && image._height == _height && image._width == _width;

    public override bool Equals(object obj) => obj is DataViewTypeAttribute other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_height, _width);

    public override void Register()
        => DataViewTypeManager.Register(new ImageDataViewType(_height, _width), typeof(MLImage), this);
}
