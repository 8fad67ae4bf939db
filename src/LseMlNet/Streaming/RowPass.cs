using System.Runtime.ExceptionServices;
using Microsoft.ML;

namespace LseMlNet;

/// <summary>
/// One pass over the rows of a data view. It is shared by as many parallel cursors as the data view offers, up to the number of processors.
/// </summary>
internal static class RowPass
{
    /// <summary>Gives each cursor an accumulator of its own, and returns the sum of them all.</summary>
    /// <param name="data">The data to read.</param>
    /// <param name="columns">The columns to read.</param>
    /// <param name="create">Creates an accumulator.</param>
    /// <param name="bind">Returns the action for each row that a cursor moves to. It adds the row to the accumulator.</param>
    public static T Sum<T>(
        IDataView data, IEnumerable<DataViewSchema.Column> columns, Func<T> create, Func<DataViewRowCursor, T, Action> bind)
        where T : class, IAccumulator<T>
    {
        T sum = create();
        var parts = new List<T>();
        Run(data, columns, cursor =>
        {
            T part = create();
            lock (parts)
            {
                parts.Add(part);
            }

            return bind(cursor, part);
        });
        parts.ForEach(sum.Add);
        return sum;
    }

    /// <param name="data">The data to read.</param>
    /// <param name="columns">The columns to read.</param>
    /// <param name="bind">Returns the action for each row that a cursor moves to.</param>
    public static void Run(IDataView data, IEnumerable<DataViewSchema.Column> columns, Func<DataViewRowCursor, Action> bind)
    {
        DataViewRowCursor[] cursors = data.GetRowCursorSet(columns, Environment.ProcessorCount);
        bool stop = false;
        if (cursors is [DataViewRowCursor only])
        {
            Read(only);
            return;
        }

        // Each cursor has its own thread, because cursors of one set may feed each other and must not wait for a cursor that has not
        // started.
        Task[] tasks = [.. cursors.Select(cursor => Task.Factory.StartNew(
            () => Read(cursor), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        try
        {
            Task.WaitAll(tasks);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        void Read(DataViewRowCursor cursor)
        {
            using (cursor)
            {
                try
                {
                    Action atRow = bind(cursor);
                    while (!Volatile.Read(ref stop) && cursor.MoveNext())
                    {
                        atRow();
                    }
                }
                catch
                {
                    Volatile.Write(ref stop, true);
                    throw;
                }
            }
        }
    }
}
