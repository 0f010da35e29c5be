namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>The data sets that can be opened, one method for each way of storing them.</summary>
/// <remarks>
/// Nothing is downloaded. A set that is damaged or incomplete is refused when it is opened, with the names of the files and what to do;
/// missing files give <see cref="FileNotFoundException"/> or <see cref="DirectoryNotFoundException"/>, unusable content
/// <see cref="InvalidDataException"/>, unusable options <see cref="ArgumentException"/>.
/// </remarks>
public static class ImageDatasets
{
    /// <summary>The name under which <see cref="Open"/> knows the embedded set.</summary>
    public const string SyntheticName = "synthetic";

    /// <summary>Opens whatever lies at a path: an archive, a published set or class folders.</summary>
    /// <param name="pathOrName">
    /// A .zip file; a folder with CIFAR-10, CIFAR-100 (fine labels), MNIST, Fashion-MNIST (if a folder in the path says "fashion") or
    /// SVHN as published, or with class folders; <c>"synthetic"</c>, nothing or an empty text for the embedded set.
    /// </param>
    /// <param name="options">For image files; not used by the other kinds.</param>
    public static ImageDataset Open(string? pathOrName = null, ImageFilesOptions? options = null) =>
        DatasetDetection.Open(pathOrName, options);

    /// <summary>Opens a folder of JPEG and PNG files, one folder a class.</summary>
    /// <param name="path">
    /// Holds <c>class/file.jpg</c>, or <c>train/class/file.jpg</c> and, if images are set apart for measuring, <c>test/class/file.jpg</c>
    /// (or <c>val</c>). Without a test folder <see cref="ImageFilesOptions.TestShare"/> of every class is held out.
    /// </param>
    /// <param name="options">How to treat unusable files and sizes; <see langword="null"/> for the defaults.</param>
    /// <remarks>Reads the header of every file. <c>Id</c> is the path below the folder. Hidden files are ignored.</remarks>
    public static ImageDataset FromFolder(string path, ImageFilesOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return ImageFileSet.FromFolder(path, options ?? new ImageFilesOptions());
    }

    /// <summary>Opens a zip archive of JPEG and PNG files, laid out as <see cref="FromFolder"/> says.</summary>
    /// <param name="path">
    /// The archive; its files stored or deflated, without a password. It must not change while the set is in use.
    /// </param>
    /// <param name="options">How to treat unusable files and sizes; <see langword="null"/> for the defaults.</param>
    /// <remarks>
    /// Reads the archive's directory and the header of every file. Each cursor reads on its own, so that several threads do not wait for
    /// each other; checksums are verified. <c>Id</c> is the path in the archive.
    /// </remarks>
    public static ImageDataset FromZip(string path, ImageFilesOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return ImageFileSet.FromZip(path, options ?? new ImageFilesOptions());
    }

    /// <summary>Opens CIFAR-10 in its binary version: 50,000 and 10,000 colour images of 32 x 32 pixels in 10 classes.</summary>
    /// <param name="folder">Holds <c>data_batch_1.bin</c> to <c>data_batch_5.bin</c> and <c>test_batch.bin</c>.</param>
    /// <remarks>Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009. Kept in memory: 184 MB.</remarks>
    public static ImageDataset Cifar10Binary(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return CifarFiles.Read10(folder);
    }

    /// <summary>Opens CIFAR-100 in its binary version: 50,000 and 10,000 colour images of 32 x 32 pixels.</summary>
    /// <param name="folder">Holds <c>train.bin</c>, <c>test.bin</c> and the list of class names.</param>
    /// <param name="labels">The 100 classes or their 20 groups.</param>
    /// <remarks>Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009. Kept in memory: 184 MB.</remarks>
    public static ImageDataset Cifar100Binary(string folder, Cifar100Labels labels = Cifar100Labels.Fine)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return CifarFiles.Read100(folder, labels);
    }

    /// <summary>Opens MNIST: 60,000 and 10,000 grey images of handwritten digits, 28 x 28 pixels.</summary>
    /// <param name="folder">Holds <c>train-images-idx3-ubyte</c> and its three companions, each possibly with <c>.gz</c>.</param>
    /// <remarks>LeCun, Bottou, Bengio, Haffner, "Gradient-Based Learning Applied to Document Recognition", 1998.</remarks>
    public static ImageDataset Mnist(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return MnistFiles.Read(folder, "mnist", MnistFiles.DigitNames);
    }

    /// <summary>Opens Fashion-MNIST: 60,000 and 10,000 grey images of clothes, 28 x 28 pixels, in the files of MNIST.</summary>
    /// <param name="folder">Holds <c>train-images-idx3-ubyte</c> and its three companions, each possibly with <c>.gz</c>.</param>
    /// <remarks>Xiao, Rasul, Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms", 2017.</remarks>
    public static ImageDataset FashionMnist(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return MnistFiles.Read(folder, "fashion-mnist", MnistFiles.FashionNames);
    }

    /// <summary>Opens the cropped digits of SVHN: 73,257 and 26,032 colour images of 32 x 32 pixels.</summary>
    /// <param name="folder">Holds <c>train_32x32.mat</c> and <c>test_32x32.mat</c>.</param>
    /// <remarks>
    /// Netzer et al., "Reading Digits in Natural Images with Unsupervised Feature Learning", 2011. The files call the digit 0 label 10;
    /// here it is class <c>0</c>. Kept in memory: 305 MB.
    /// </remarks>
    public static ImageDataset Svhn(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return SvhnFiles.Read(folder);
    }

    /// <summary>The embedded set: drawn colour images of 32 x 32 pixels in 10 classes, for examples and tests that need no files.</summary>
    /// <param name="options">How many, how hard, and from which seed; <see langword="null"/> for the defaults.</param>
    /// <remarks>
    /// Every class has frequent plain variants and rare unusual ones; some classes resemble each other; backgrounds, light, pose and
    /// occlusion vary. Each image follows from the seed, the split and its number alone, to the same bytes on every machine, and is
    /// drawn when it is first read and then kept.
    /// </remarks>
    public static ImageDataset Synthetic(SyntheticOptions? options = null) =>
        SyntheticRows.CreateDataset(options ?? new SyntheticOptions());
}
