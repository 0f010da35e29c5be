namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimiser's groups, once when it is made and then at each step.</summary>
            public abstract class LRScheduler
            {
                private readonly ILearningRateController[] _groups;
                private readonly double[] _lastRates;
                private readonly bool _verbose;

                protected int _step_count;

                private protected readonly double[] initial;
                private protected int epoch;

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    _groups = [.. optimizer.ParamGroups];
                    _verbose = verbose;
                    epoch = last_epoch;
                    initial = Array.ConvertAll(_groups, group => group.InitialLearningRate);
                    _lastRates = Array.ConvertAll(_groups, group => group.LearningRate);
                }

                public virtual void step() => step(null);

                /// <summary>Goes on to the next epoch, or to one given.</summary>
                public virtual void step(int? epoch)
                {
                    _step_count++;
                    this.epoch = epoch ?? this.epoch + 1;
                    double[] rates = [.. epoch is null ? get_lr() : get_closed_form_lr()];
                    for (int i = 0; i < _groups.Length; i++)
                    {
                        _groups[i].LearningRate = rates[i];
                        if (_verbose && rates[i] != _lastRates[i]) Console.WriteLine($"Adjusting learning rate to {rates[i]}");
                        _lastRates[i] = rates[i];
                    }
                }

                public virtual void step(double current, int? epoch = null) => step(epoch);

                public IEnumerable<double> get_last_lr() => _lastRates;

                protected virtual IEnumerable<double> get_lr() => Current(rate => rate);

                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                private protected IEnumerable<double> Current(Func<double, double> next) => _groups.Select(group => next(group.LearningRate));
            }

            public static class impl
            {
                public class LambdaLR : LRScheduler
                {
                    private readonly Func<int, double>[] _factors;

                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Enumerable.Repeat(lr_lambda, optimizer.ParamGroups.Count()), last_epoch, verbose)
                    {
                    }

                    public LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        _factors = [.. lr_lambdas];
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => initial.Select((rate, i) => rate * _factors[i](epoch));
                }

                public class StepLR : LRScheduler
                {
                    private readonly int _stepSize;
                    private readonly double _gamma;

                    public StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        (_stepSize, _gamma) = (step_size, gamma);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Current(rate => epoch == 0 || epoch % _stepSize != 0 ? rate : rate * _gamma);

                    protected override IEnumerable<double> get_closed_form_lr() => initial.Select(rate => rate * Math.Pow(_gamma, epoch / _stepSize));
                }

                public class MultiStepLR : LRScheduler
                {
                    private readonly int[] _milestones;
                    private readonly double _gamma;

                    public MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        (_milestones, _gamma) = ([.. milestones], gamma);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Current(rate => _milestones.Contains(epoch) ? rate * _gamma : rate);

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        initial.Select(rate => rate * Math.Pow(_gamma, _milestones.Distinct().Count(milestone => milestone <= epoch)));
                }

                public class ExponentialLR : LRScheduler
                {
                    private readonly double _gamma;

                    public ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        _gamma = gamma;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Current(rate => epoch == 0 ? rate : rate * _gamma);

                    protected override IEnumerable<double> get_closed_form_lr() => initial.Select(rate => rate * Math.Pow(_gamma, epoch));
                }

                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _period;
                    private readonly double _least;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        (_period, _least) = (T_max, eta_min);
                        step();
                    }

                    /// <summary>By recursion from the current rates, so that other schedulers may change them too.</summary>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (epoch == 0) return Current(rate => rate);
                        if ((epoch - 1 - _period) % (2 * _period) == 0)
                            return Current(rate => rate).Zip(initial, (rate, first) => rate + (first - _least) * (1 - Math.Cos(Math.PI / _period)) / 2);
                        double ratio = (1 + Math.Cos(Math.PI * epoch / _period)) / (1 + Math.Cos(Math.PI * (epoch - 1) / _period));
                        return Current(rate => ratio * (rate - _least) + _least);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        initial.Select(rate => _least + (rate - _least) * (1 + Math.Cos(Math.PI * epoch / _period)) / 2);
                }
            }

            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new impl.LambdaLR(optimizer, lr_lambda, last_epoch, verbose);

            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.StepLR(optimizer, step_size, gamma, last_epoch, verbose);

            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.MultiStepLR(optimizer, milestones, gamma, last_epoch, verbose);

            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.ExponentialLR(optimizer, gamma, last_epoch, verbose);

            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);
        }
    }
}
