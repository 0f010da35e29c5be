using System.Runtime.CompilerServices;
using MLNet.ActiveLearning.Loop;

namespace MLNet.ActiveLearning.Samples;

/// <summary>Throws at the n-th step of a run, wherever that is.</summary>
internal sealed class Interruption(int at) : IProgress<RoundProgress>
{
    /// <summary>Steps so far.</summary>
    public int Steps { get; private set; }

    public void Step()
    {
        if (++Steps == at)
        {
            throw new InterruptedException();
        }
    }

    public void Report(RoundProgress value) => Step();

    /// <summary>A scenario in which trainer, model, oracle and progress are steps.</summary>
    public Scenario Into(Scenario scenario) => scenario with
    {
        Trainer = new CentroidTrainer(KillTarget.Flower.ClassNames, "Truth") { Step = Step },
        Oracle = new SteppingOracle(scenario.Oracle ?? new SimulatedOracle(scenario.Data, "Truth"), Step),
        Options = scenario.Options with { Progress = this },
    };

    private sealed class SteppingOracle(IOracle oracle, Action step) : IOracle
    {
        public async IAsyncEnumerable<OracleAnswer> AnswerAsync(OracleQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            step();
            await foreach (OracleAnswer answer in oracle.AnswerAsync(query, cancellationToken).ConfigureAwait(false))
            {
                yield return answer;
                step();
            }
        }
    }
}

/// <summary>Stands for the end of a process.</summary>
internal sealed class InterruptedException : Exception;
