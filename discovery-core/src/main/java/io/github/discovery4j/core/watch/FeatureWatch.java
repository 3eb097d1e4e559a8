package io.github.discovery4j.core.watch;

import io.github.discovery4j.core.feature.DriftReference;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.job.Cadence;
import io.github.discovery4j.core.job.Job;
import io.github.discovery4j.core.observe.MeterSink;
import io.github.discovery4j.core.signal.Windows;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch.Pair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Makes the jobs that watch over a feature store.
 *
 * {@snippet :
 * FeatureWatch watch = FeatureWatch.over(people, Sample.activePeople(log)).meters(meters).listener(alerts).build();
 * Job parity = watch.parity(Cadence.every(Duration.ofHours(1)), windows);
 * Job freshness = watch.freshness(Cadence.every(Duration.ofHours(1)));
 * Job drift = watch.drift(Cadence.every(Duration.ofHours(6)), reference, view, Sample.pairs(log, EventTypes.IMPRESSION));
 * }
 *
 * <p>Each looks at a sample, reports all figures of it, and tells the listener of what is beyond the limits. They read the
 * store as requests do: what its owner's consent masks takes no part. <b>Threads:</b> immutable.
 */
public final class FeatureWatch {

    /** How many people are looked at unless set. */
    public static final int DEFAULT_PEOPLE = 1_000;

    /** How many rows of a view are looked at unless set. */
    public static final int DEFAULT_ROWS = 5_000;

    /** Of fewer rows the drift is not judged: ten bins differ from training by chance, by an index of 0.05. */
    public static final int FEWEST_ROWS = 200;

    /** How long what differs gets to settle unless set. */
    public static final Duration DEFAULT_SETTLE = Duration.ofSeconds(2);

    final FeatureStore store;
    final String name;
    final MeterSink meters;
    final FeatureWatchListener listener;
    final WatchLimits limits;
    final InstantSource clock;
    final int rows;
    final Duration settle;
    private final Sample<String> people;
    private final int size;

    private FeatureWatch(Builder builder) {
        this.store = builder.store;
        this.people = builder.sample;
        this.name = builder.name;
        this.meters = builder.meters;
        this.listener = builder.listener;
        this.limits = builder.limits;
        this.clock = builder.clock;
        this.size = builder.people;
        this.rows = builder.rows;
        this.settle = builder.settle;
    }

    /**
     * Begins a watch.
     *
     * @param store what is watched
     * @param people whose rows are looked at
     * @return a builder with the defaults
     */
    public static Builder over(FeatureStore store, Sample<String> people) {
        return new Builder(store, people);
    }

    /**
     * Makes the job that compares the store with the log: does serving see what the events say?
     *
     * <p>People of the sample are counted again from the log into a store of their own, as of the moment at which the online
     * row is read. A run leaves a checkpoint each hundred people. Reported is {@code feature.parity.difference.share}.
     * <b>Cost:</b> the events of each person, and a hundred people share one reading of the log as far back as windows over
     * what others do reach.
     *
     * @param cadence when it is due
     * @param windows feed the watched store
     * @return called {@code <name>-parity}
     * @throws IllegalArgumentException if the windows feed another store
     */
    public Job parity(Cadence cadence, Windows windows) {
        return new ParityJob(this, cadence, windows);
    }

    /**
     * Makes the job that compares the columns of a view with those that a model was trained on.
     *
     * <p>Pairs are read as a request would read them now. Reported is {@code feature.drift.psi}; NaN when there are fewer than
     * {@value #FEWEST_ROWS} pairs, which tell nothing.
     *
     * @param cadence when it is due
     * @param reference saved with the model
     * @param view the same as in training
     * @param pairs such as what was shown to whom
     * @return called {@code <name>-drift-<view>}
     * @throws IllegalArgumentException if the view is not the one of training
     */
    public Job drift(Cadence cadence, DriftReference reference, FeatureView view, Sample<Pair> pairs) {
        return new DriftJob(this, cadence, reference, view, pairs);
    }

    /**
     * Makes the job that counts values older than their features declare. Reported is {@code feature.stale.share}.
     *
     * @param cadence when it is due
     * @return called {@code <name>-freshness}
     */
    public Job freshness(Cadence cadence) {
        return new FreshnessJob(this, cadence);
    }

    List<String> sample(long seed) {
        return people.draw(size, seed);
    }

    /** Collects what a watch needs; belongs to one thread. */
    public static final class Builder {
        private final FeatureStore store;
        private final Sample<String> sample;
        private String name = "feature";
        private MeterSink meters = MeterSink.NOOP;
        private FeatureWatchListener listener = FeatureWatchListener.NOOP;
        private WatchLimits limits = WatchLimits.DEFAULT;
        private InstantSource clock = InstantSource.system();
        private int people = DEFAULT_PEOPLE;
        private int rows = DEFAULT_ROWS;
        private Duration settle = DEFAULT_SETTLE;

        private Builder(FeatureStore store, Sample<String> sample) {
            this.store = store;
            this.sample = sample;
        }

        /**
         * Names the watch, for a host with several stores.
         *
         * @param prefix what its jobs' names begin with; {@code feature} otherwise
         * @return this
         */
        public Builder named(String prefix) {
            this.name = prefix;
            return this;
        }

        /**
         * Sets who gets the figures; nobody otherwise.
         *
         * @param sink gets them at the end of each run
         * @return this
         */
        public Builder meters(MeterSink sink) {
            this.meters = sink;
            return this;
        }

        /**
         * Sets who is told of what is beyond the limits; nobody otherwise.
         *
         * @param told is told
         * @return this
         */
        public Builder listener(FeatureWatchListener told) {
            this.listener = told;
            return this;
        }

        /**
         * Sets the limits.
         *
         * @param beyond {@link WatchLimits#DEFAULT} otherwise
         * @return this
         */
        public Builder limits(WatchLimits beyond) {
            this.limits = beyond;
            return this;
        }

        /**
         * Sets the clock.
         *
         * @param source the store's own; the system's otherwise
         * @return this
         */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /**
         * Sets how many people are looked at.
         *
         * @param most 1 or more; {@link #DEFAULT_PEOPLE} otherwise
         * @return this
         */
        public Builder people(int most) {
            this.people = positive("people", most);
            return this;
        }

        /**
         * Sets how many rows of a view are looked at.
         *
         * @param most 1 or more; {@link #DEFAULT_ROWS} otherwise
         * @return this
         */
        public Builder rows(int most) {
            this.rows = positive("rows", most);
            return this;
        }

        /**
         * Sets how long what differs gets to settle before it is looked at again.
         *
         * @param pause longer than events take to the store; {@link #DEFAULT_SETTLE} otherwise
         * @return this
         */
        public Builder settle(Duration pause) {
            if (pause.isNegative()) {
                throw new IllegalArgumentException("settle must be zero or more, was " + pause);
            }
            this.settle = pause;
            return this;
        }

        /**
         * Finishes.
         *
         * @return the watch
         */
        public FeatureWatch build() {
            return new FeatureWatch(this);
        }

        private static int positive(String what, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(
                        "%s must be 1 or more, was %d; see its default".formatted(what, value));
            }
            return value;
        }
    }
}
