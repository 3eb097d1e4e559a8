package io.github.discovery4j.core.observe;

import io.github.discovery4j.core.model.SlateRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several listeners as one: every one hears, whatever another throws; the first failure is thrown on afterwards. One that
 * fails to open an observation is thrown on when the others' are ended, since they could not be handed out otherwise.
 */
final class JointListener implements DiscoveryListener {

    private final List<DiscoveryListener> listeners;

    JointListener(List<DiscoveryListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public RequestObservation requestStarted(SlateRequest request) {
        List<RequestObservation> observations = new ArrayList<>(listeners.size());
        for (DiscoveryListener listener : listeners) {
            RequestObservation observation;
            try {
                observation = listener.requestStarted(request);
            } catch (RuntimeException | Error thrown) {
                observation = new UnopenedRequest(thrown);
            }
            if (observation != RequestObservation.NOOP) {
                observations.add(observation);
            }
        }
        return switch (observations.size()) {
            case 0 -> RequestObservation.NOOP;
            case 1 -> observations.getFirst();
            default -> new JointRequest(observations);
        };
    }

    @Override
    public void slateMade(Trace trace) {
        each(listeners, listener -> listener.slateMade(trace));
    }

    @Override
    public void impression(Impression impression) {
        each(listeners, listener -> {
            if (listener.wantsImpressions()) {
                listener.impression(impression);
            }
        });
    }

    @Override
    public boolean wantsImpressions() {
        return listeners.stream().anyMatch(DiscoveryListener::wantsImpressions);
    }

    @Override
    public void circuitChanged(String source, boolean open) {
        each(listeners, listener -> listener.circuitChanged(source, open));
    }

    @Override
    public void thresholdCrossed(ThresholdEvent event) {
        each(listeners, listener -> listener.thresholdCrossed(event));
    }

    private static <T> void each(List<T> all, Consumer<T> call) {
        Throwable first = null;
        for (T one : all) {
            try {
                call.accept(one);
            } catch (RuntimeException | Error thrown) {
                first = first == null ? thrown : first;
            }
        }
        if (first != null) {
            throwOn(first);
        }
    }

    private static void throwOn(Throwable thrown) {
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }

    private record UnopenedRequest(Throwable thrown) implements RequestObservation {

        @Override
        public void answered(Trace trace) {
            throwOn(thrown);
        }

        @Override
        public void failed(String error) {
            throwOn(thrown);
        }
    }

    private record UnopenedStep(Throwable thrown) implements StepObservation {

        @Override
        public void ended(StepOutcome outcome, int in, int out) {
            throwOn(thrown);
        }
    }

    private record JointRequest(List<RequestObservation> observations) implements RequestObservation {

        @Override
        public StepObservation step(String step, String stage) {
            List<StepObservation> steps = new ArrayList<>(observations.size());
            for (RequestObservation observation : observations) {
                StepObservation opened;
                try {
                    opened = observation.step(step, stage);
                } catch (RuntimeException | Error thrown) {
                    opened = new UnopenedStep(thrown);
                }
                if (opened != StepObservation.NOOP) {
                    steps.add(opened);
                }
            }
            return switch (steps.size()) {
                case 0 -> StepObservation.NOOP;
                case 1 -> steps.getFirst();
                default -> new JointStep(steps);
            };
        }

        @Override
        public void happened(Occurrence what, String stage) {
            each(observations, observation -> observation.happened(what, stage));
        }

        @Override
        public void answered(Trace trace) {
            each(observations.reversed(), observation -> observation.answered(trace));
        }

        @Override
        public void failed(String error) {
            each(observations.reversed(), observation -> observation.failed(error));
        }

        @Override
        public String traceId() {
            RequestObservation traced = traced();
            return traced == null ? "" : traced.traceId();
        }

        @Override
        public String spanId() {
            RequestObservation traced = traced();
            return traced == null ? "" : traced.spanId();
        }

        /** The first that has a trace: its two ids belong together. */
        private @Nullable RequestObservation traced() {
            for (RequestObservation observation : observations) {
                if (!observation.traceId().isEmpty()) {
                    return observation;
                }
            }
            return null;
        }
    }

    private record JointStep(List<StepObservation> steps) implements StepObservation {

        @Override
        public void ended(StepOutcome outcome, int in, int out) {
            each(steps.reversed(), step -> step.ended(outcome, in, out));
        }

        @Override
        public void close() {
            each(steps.reversed(), StepObservation::close);
        }
    }
}
