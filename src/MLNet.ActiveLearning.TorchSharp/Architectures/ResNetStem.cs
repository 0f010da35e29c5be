namespace MLNet.ActiveLearning.Architectures;

/// <summary>The first layers of a <see cref="ResNet"/>.</summary>
public enum ResNetStem
{
    /// <summary>A 3x3 convolution of stride 1, no pooling: for images of about 32x32.</summary>
    Cifar,

    /// <summary>A 7x7 convolution of stride 2 and a 3x3 max-pooling of stride 2: for images of about 224x224.</summary>
    ImageNet,
}
