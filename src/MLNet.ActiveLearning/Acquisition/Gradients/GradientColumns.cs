using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Gradients as the columns of a matrix that a pursuit works with: N columns of equal length, written out or not.</summary>
internal abstract class GradientColumns
{
    public abstract int Count { get; }

    /// <summary>Length of a column.</summary>
    public abstract int Width { get; }

    /// <summary>Relative error of <see cref="InnerProduct"/>.</summary>
    public abstract double Precision { get; }

    /// <summary>Products of all columns with a vector.</summary>
    public abstract void Multiply(ReadOnlySpan<double> vector, double[] products);

    /// <summary>Product of two columns.</summary>
    public abstract double InnerProduct(int column, int other);

    /// <summary>Adds a multiple of a column to a vector.</summary>
    public abstract void AddTo(int column, double factor, Span<double> vector);

    /// <summary>The sum of all columns.</summary>
    public virtual double[] ComputeSum()
    {
        double[] sum = new double[Width];
        for (int i = 0; i < Count; i++)
        {
            AddTo(i, 1, sum);
        }
        return sum;
    }

    /// <summary>The columns of a set of gradients, kept as their factors.</summary>
    public static GradientColumns Of(GradientEmbeddings gradients, Parallelism parallelism) => new Factored(gradients, parallelism);

    /// <summary>Columns written out: each row of a matrix is one.</summary>
    public static GradientColumns Of(double[][] columns, int width, Parallelism parallelism) => new Written(columns, width, parallelism);

    private sealed class Factored(GradientEmbeddings gradients, Parallelism parallelism) : GradientColumns
    {
        private readonly LayerGradient layer = new(gradients);

        public override int Count => gradients.Count;

        public override int Width { get; } = checked((int)gradients.Width);

        public override double Precision => 1e-6;

        public override void Multiply(ReadOnlySpan<double> vector, double[] products)
        {
            layer.Set(vector);
            layer.Multiply(gradients, products, parallelism);
        }

        public override double InnerProduct(int column, int other) => gradients.InnerProduct(column, gradients, other);

        public override void AddTo(int column, double factor, Span<double> vector) => gradients.AddTo(column, factor, vector);

        public override double[] ComputeSum() => gradients.ComputeSum();
    }

    private sealed class Written(double[][] columns, int width, Parallelism parallelism) : GradientColumns
    {
        public override int Count => columns.Length;

        public override int Width => width;

        public override double Precision => 1e-11;

        public override void Multiply(ReadOnlySpan<double> vector, double[] products)
        {
            double[] copy = vector.ToArray();
            Blocks.ForEach(columns.Length, blockSize: 64, parallelism, (_, first, count) =>
            {
                for (int i = first; i < first + count; i++)
                {
                    products[i] = Dot(columns[i], copy);
                }
            });
        }

        public override double InnerProduct(int column, int other) => Dot(columns[column], columns[other]);

        public override void AddTo(int column, double factor, Span<double> vector)
        {
            double[] values = columns[column];
            for (int j = 0; j < values.Length; j++)
            {
                vector[j] += factor * values[j];
            }
        }

        private static double Dot(double[] x, double[] y)
        {
            double sum = 0;
            for (int j = 0; j < x.Length; j++)
            {
                sum += x[j] * y[j];
            }
            return sum;
        }
    }
}
