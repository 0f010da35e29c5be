using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace MLNet.ActiveLearning.Training;

/// <summary>Runs an iterator on a thread of its own, a bounded number of items ahead of its consumer.</summary>
internal static class Prefetch
{
    /// <summary>The items of a sequence, computed ahead.</summary>
    /// <param name="source">Enumerated once, on the background thread, which also disposes it.</param>
    /// <param name="ahead">Finished items that may wait, at least 1.</param>
    /// <param name="cancellationToken">Ends the enumeration with an <see cref="OperationCanceledException"/>.</param>
    /// <remarks>An exception of the source is thrown to the consumer, after the items before it. Leaving the loop ends the thread.</remarks>
    public static IEnumerable<T> Ahead<T>(IEnumerable<T> source, int ahead, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ready = new BlockingCollection<T>(ahead);
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                foreach (T item in source)
                {
                    ready.Add(item, stop.Token);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The consumer has left or was cancelled: nobody waits for an answer.
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
            finally
            {
                ready.CompleteAdding();
            }
        })
        { IsBackground = true, Name = "MLNet.ActiveLearning image batches" };
        thread.Start();
        try
        {
            foreach (T item in ready.GetConsumingEnumerable(cancellationToken))
            {
                yield return item;
            }

            failure?.Throw();
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            stop.Cancel();
            thread.Join();
        }
    }
}
