package io.github.discovery4j.core.observe;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches figures and tells a listener when one crosses a threshold, and once more when it is back. What to do about it is
 * the host's.
 *
 * {@snippet :
 * Thresholds thresholds = Thresholds.builder(listener)
 *         .add(Threshold.above(Meters.SLATE_LATENCY, 120).percentile(0.95).minimumSamples(100).recoversAt(100))
 *         .add(Threshold.below(Meters.offlineNdcg(10), 0.40).where("model", "ease"))
 *         .build();
 * }
 *
 * <p>A threshold is judged at each of its samples; one that gets none stays as it is, because no news is no recovery.
 * {@link #judge} judges all by the time alone. NaN is no sample.
 *
 * <p><b>Cost:</b> a hash look-up a sample, and a few additions for each threshold on its meter, under that threshold's own
 * lock; memory is constant. <b>Threads:</b> safe. The listener is called outside the lock.
 */
public final class Thresholds implements MeterSink {

    private static final Logger LOG = LoggerFactory.getLogger(Thresholds.class);

    private final DiscoveryListener listener;
    private final InstantSource clock;
    private final Map<String, List<ThresholdWatch>> watches = new HashMap<>();

    private Thresholds(Builder builder) {
        this.listener = builder.listener;
        this.clock = builder.clock;
        for (Threshold threshold : builder.thresholds) {
            watches.computeIfAbsent(threshold.meter().name(), name -> new ArrayList<>())
                    .add(new ThresholdWatch(threshold));
        }
    }

    /**
     * Starts with no threshold.
     *
     * @param listener is told
     * @return a builder
     */
    public static Builder builder(DiscoveryListener listener) {
        return new Builder(listener);
    }

    @Override
    public void record(Meter meter, double value, String... tagValues) {
        List<ThresholdWatch> concerned = watches.get(meter.name());
        if (concerned == null || Double.isNaN(value)) {
            return;
        }
        for (ThresholdWatch watch : concerned) {
            if (watch.counts(tagValues)) {
                watch.sample(value, clock.instant()).ifPresent(this::tell);
            }
        }
    }

    /** Judges every threshold at this moment, without a sample; for a host that wants a quiet counter to recover. */
    public void judge() {
        for (List<ThresholdWatch> concerned : watches.values()) {
            for (ThresholdWatch watch : concerned) {
                watch.judge(clock.instant()).ifPresent(this::tell);
            }
        }
    }

    private void tell(ThresholdEvent event) {
        try {
            listener.thresholdCrossed(event);
        } catch (RuntimeException thrown) {
            // The exception's own message may name a person.
            LOG.atWarn()
                    .addKeyValue("meter", event.threshold().meter().name())
                    .addKeyValue("error", thrown.getClass().getName())
                    .log("a listener failed");
        }
    }

    /** Collects thresholds; belongs to one thread. */
    public static final class Builder {
        private final DiscoveryListener listener;
        private final List<Threshold> thresholds = new ArrayList<>();
        private InstantSource clock = InstantSource.system();

        private Builder(DiscoveryListener listener) {
            this.listener = listener;
        }

        /**
         * Adds a threshold.
         *
         * @param threshold any; a meter may have several
         * @return this
         */
        public Builder add(Threshold threshold) {
            thresholds.add(threshold);
            return this;
        }

        /**
         * Sets the time of day; the system's otherwise.
         *
         * @param source such as a fixed one in tests
         * @return this
         */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /**
         * Finishes.
         *
         * @return ready to take samples
         */
        public Thresholds build() {
            return new Thresholds(this);
        }
    }
}
