package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.observe.StepOutcome;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One call of a source, which its caller may abandon.
 *
 * <p>A call that nobody waits for any more is interrupted; if it runs on regardless, its circuit counts it as stuck until
 * it returns, and what it returns is dropped.
 */
final class SourceCall implements Runnable {

    private enum State {
        WAITING,
        NEVER_RUN,
        RUNNING,
        RETURNED,
        ABANDONED
    }

    private final Circuit circuit;
    private final SourceWatch watch;
    private final FutureTask<CandidateList> task;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile long nanos;

    SourceCall(
            CandidateSource source,
            RequestContext context,
            int limit,
            Circuit circuit,
            Limits limits,
            SourceWatch watch) {
        this.circuit = circuit;
        this.watch = watch;
        this.task = new FutureTask<>(() -> {
            watch.open();
            long since = limits.ticker().getAsLong();
            try {
                CandidateList found = source.retrieve(context, limit);
                watch.returned(found);
                return found;
            } catch (Throwable thrown) {
                watch.threw(thrown);
                throw thrown;
            } finally {
                nanos = limits.ticker().getAsLong() - since;
                watch.close(); // Before the answer is seen, so that a step does not outlive its request.
            }
        });
    }

    @Override
    public void run() {
        if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
            return;
        }
        task.run();
        if (!state.compareAndSet(State.RUNNING, State.RETURNED)) {
            circuit.returned();
        }
    }

    /**
     * Waits for the answer.
     *
     * @param budgetNanos how long
     * @return what the source found
     * @throws TimeoutException when it is not there in time; the call is then abandoned
     */
    CandidateList await(long budgetNanos) throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return task.get(Math.max(0, budgetNanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            abandon(new StepOutcome.TimedOut());
            throw e;
        } catch (InterruptedException e) {
            abandon(new StepOutcome.Skipped(Retrieval.INTERRUPTED));
            throw e;
        }
    }

    private void abandon(StepOutcome outcome) {
        if (!state.compareAndSet(State.WAITING, State.NEVER_RUN)) {
            // Counted before the state changes, so that the call cannot return uncounted in between.
            circuit.abandoned();
            watch.abandoned(outcome);
            if (!state.compareAndSet(State.RUNNING, State.ABANDONED)) {
                circuit.returned();
            }
        }
        task.cancel(true);
    }

    /** Tells whether a thread ever took the call up. */
    boolean started() {
        State now = state.get();
        return now != State.WAITING && now != State.NEVER_RUN;
    }

    /** Returns how long the source took; for one that has not returned, 0. */
    long nanos() {
        return nanos;
    }
}
