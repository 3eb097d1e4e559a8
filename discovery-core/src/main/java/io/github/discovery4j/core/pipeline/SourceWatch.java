package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.observe.StepObservation;
import io.github.discovery4j.core.observe.StepOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Watches one call of a source: opened, returned or threw, and closed on the source's thread; ended by the request's thread
 * when it abandons the call.
 */
interface SourceWatch {

    /** Sees nothing. */
    SourceWatch NOOP = new SourceWatch() {};

    default void open() {}

    default void returned(@Nullable CandidateList candidates) {}

    default void threw(Throwable thrown) {}

    default void abandoned(StepOutcome outcome) {}

    default void close() {}

    /** Passes each call on to the request's observation, its end only once. <b>Threads:</b> safe. */
    final class Watching implements SourceWatch {
        private final Watch watch;
        private final String step;
        private final String stage;
        private final int limit;
        private StepObservation observation = StepObservation.NOOP;
        private @Nullable StepOutcome abandonedAs;
        private boolean opened;
        private boolean ended;

        Watching(Watch watch, String step, String stage, int limit) {
            this.watch = watch;
            this.step = step;
            this.stage = stage;
            this.limit = limit;
        }

        @Override
        public synchronized void open() {
            observation = watch.open(step, stage);
            opened = true;
            if (abandonedAs != null) {
                end(abandonedAs, 0);
            }
        }

        @Override
        public synchronized void returned(@Nullable CandidateList candidates) {
            if (candidates == null) {
                end(Retrieval.RETURNED_NULL, 0);
            } else {
                end(TraceRecorder.COMPLETED, Math.min(candidates.size(), limit));
            }
        }

        @Override
        public synchronized void threw(Throwable thrown) {
            end(new StepOutcome.Failed(thrown.getClass().getName()), 0);
        }

        @Override
        public synchronized void abandoned(StepOutcome outcome) {
            abandonedAs = outcome;
            if (opened) {
                end(outcome, 0);
            }
        }

        @Override
        public synchronized void close() {
            watch.close(observation);
        }

        private void end(StepOutcome outcome, int out) {
            if (!ended) {
                ended = true;
                watch.ended(observation, outcome, 0, out);
            }
        }
    }
}
