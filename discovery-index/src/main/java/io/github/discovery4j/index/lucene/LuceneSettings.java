package io.github.discovery4j.index.lucene;

import java.time.Duration;

/**
 * How a {@link LuceneIndex} builds, searches and keeps its files. What it holds is said by
 * {@link io.github.discovery4j.index.vector.VectorIndexSettings}.
 *
 * <p>Settings of graphs and encoding apply to what is written from now on: an index may be opened with others, and takes
 * them over as its segments are merged, or at once by {@link LuceneIndex#compact}.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class LuceneSettings {

    /** Neighbours a vector, where nothing else is said. */
    public static final int DEFAULT_MAX_CONNECTIONS = 16;

    /** Candidates kept while a vector is linked, where nothing else is said. */
    public static final int DEFAULT_BUILD_EFFORT = 100;

    /** Candidates kept while a graph is walked, where nothing else is said. */
    public static final int DEFAULT_EFFORT = 100;

    /** So many vectors or fewer are compared one by one, where nothing else is said. */
    public static final int DEFAULT_EXACT_BELOW = 2_000;

    /** How soon what was stored shows, where nothing else is said. */
    public static final Duration DEFAULT_REFRESH_EVERY = Duration.ofSeconds(1);

    /** How long a change may wait for the disk, where nothing else is said. */
    public static final Duration DEFAULT_COMMIT_EVERY = Duration.ofSeconds(10);

    /** How many changes may wait for the disk, where nothing else is said. */
    public static final int DEFAULT_COMMIT_AFTER = 100_000;

    /** How soon the bytes of the erased are off the disk, where nothing else is said. */
    public static final Duration DEFAULT_PURGE_WITHIN = Duration.ofHours(24);

    /** Threads that merge, where nothing else is said. */
    public static final int DEFAULT_MERGE_THREADS = 1;

    /** Segments are not merged into larger ones than this, where nothing else is said: 5 GiB. */
    public static final long DEFAULT_LARGEST_SEGMENT_BYTES = 5L << 30;

    /** Memory for changes before they are written, where nothing else is said: 64 MiB. */
    public static final long DEFAULT_BUFFER_BYTES = 64L << 20;

    /** All defaults. */
    public static final LuceneSettings DEFAULTS = builder().build();

    private final VectorEncoding encoding;
    private final int maxConnections;
    private final int buildEffort;
    private final int effort;
    private final int exactBelow;
    private final Duration refreshEvery;
    private final Duration commitEvery;
    private final int commitAfter;
    private final Duration purgeWithin;
    private final int mergeThreads;
    private final long largestSegmentBytes;
    private final long bufferBytes;
    private final boolean verified;

    private LuceneSettings(Builder builder) {
        this.encoding = builder.encoding;
        this.maxConnections = builder.maxConnections;
        this.buildEffort = builder.buildEffort;
        this.effort = builder.effort;
        this.exactBelow = builder.exactBelow;
        this.refreshEvery = builder.refreshEvery;
        this.commitEvery = builder.commitEvery;
        this.commitAfter = builder.commitAfter;
        this.purgeWithin = builder.purgeWithin;
        this.mergeThreads = builder.mergeThreads;
        this.largestSegmentBytes = builder.largestSegmentBytes;
        this.bufferBytes = builder.bufferBytes;
        this.verified = builder.verified;
    }

    /**
     * Starts with the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the form of the vectors that graphs compare} */
    public VectorEncoding encoding() {
        return encoding;
    }

    /** {@return neighbours a vector, HNSW's <i>M</i>} */
    public int maxConnections() {
        return maxConnections;
    }

    /** {@return candidates kept while a vector is linked, HNSW's <i>efConstruction</i>} */
    public int buildEffort() {
        return buildEffort;
    }

    /** {@return candidates kept while a graph is walked, HNSW's <i>ef</i>} */
    public int effort() {
        return effort;
    }

    /** {@return so many vectors or fewer are compared one by one} */
    public int exactBelow() {
        return exactBelow;
    }

    /** {@return how soon what was stored shows; zero for never by itself} */
    public Duration refreshEvery() {
        return refreshEvery;
    }

    /** {@return how long a change may wait for the disk; zero for ever} */
    public Duration commitEvery() {
        return commitEvery;
    }

    /** {@return how many changes may wait for the disk} */
    public int commitAfter() {
        return commitAfter;
    }

    /** {@return how soon the bytes of the erased are off the disk; zero for never by itself} */
    public Duration purgeWithin() {
        return purgeWithin;
    }

    /** {@return threads that merge} */
    public int mergeThreads() {
        return mergeThreads;
    }

    /** {@return segments are not merged into larger ones} */
    public long largestSegmentBytes() {
        return largestSegmentBytes;
    }

    /** {@return memory for changes before they are written} */
    public long bufferBytes() {
        return bufferBytes;
    }

    /** {@return whether all files are read and compared with their checksums when an index is opened} */
    public boolean verified() {
        return verified;
    }

    /** Collects settings. <b>Threads:</b> for one. */
    public static final class Builder {
        private VectorEncoding encoding = VectorEncoding.FLOAT32;
        private int maxConnections = DEFAULT_MAX_CONNECTIONS;
        private int buildEffort = DEFAULT_BUILD_EFFORT;
        private int effort = DEFAULT_EFFORT;
        private int exactBelow = DEFAULT_EXACT_BELOW;
        private Duration refreshEvery = DEFAULT_REFRESH_EVERY;
        private Duration commitEvery = DEFAULT_COMMIT_EVERY;
        private int commitAfter = DEFAULT_COMMIT_AFTER;
        private Duration purgeWithin = DEFAULT_PURGE_WITHIN;
        private int mergeThreads = DEFAULT_MERGE_THREADS;
        private long largestSegmentBytes = DEFAULT_LARGEST_SEGMENT_BYTES;
        private long bufferBytes = DEFAULT_BUFFER_BYTES;
        private boolean verified = true;

        private Builder() {}

        /**
         * Sets the form of the vectors that graphs compare.
         *
         * @param form smaller forms are faster and less exact, and take a larger effort for the same recall
         * @return this builder
         */
        public Builder encoding(VectorEncoding form) {
            this.encoding = form;
            return this;
        }

        /**
         * Sets how many neighbours a vector is linked with.
         *
         * @param count 2 to 512, HNSW's <i>M</i>
         * @return this builder
         */
        public Builder maxConnections(int count) {
            this.maxConnections = (int) require("maxConnections", count, 2, 512);
            return this;
        }

        /**
         * Sets how many candidates are kept while a vector is linked.
         *
         * @param candidates 1 to 3,200, HNSW's <i>efConstruction</i>
         * @return this builder
         */
        public Builder buildEffort(int candidates) {
            this.buildEffort = (int) require("buildEffort", candidates, 1, 3_200);
            return this;
        }

        /**
         * Sets how many candidates are kept while a graph is walked, for queries that do not say.
         *
         * @param candidates 1 or more, HNSW's <i>ef</i>
         * @return this builder
         */
        public Builder effort(int candidates) {
            this.effort = (int) require("effort", candidates, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Sets how few vectors are compared one by one: when the index holds no more, or the filter lets no more pass. More are so
         * too where a filter lets so small a share pass that walking the graphs takes longer or misses them.
         *
         * @param vectors 0 or more; 0 walks wherever a walk can be less work
         * @return this builder
         */
        public Builder exactBelow(int vectors) {
            this.exactBelow = (int) require("exactBelow", vectors, 0, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Sets how soon what was stored shows.
         *
         * @param interval zero for {@link LuceneIndex#refresh} alone
         * @return this builder
         */
        public Builder refreshEvery(Duration interval) {
            this.refreshEvery = require("refreshEvery", interval);
            return this;
        }

        /**
         * Sets how long a change may wait for the disk.
         *
         * @param interval zero for {@link LuceneIndex#commit} and {@link #commitAfter} alone
         * @return this builder
         */
        public Builder commitEvery(Duration interval) {
            this.commitEvery = require("commitEvery", interval);
            return this;
        }

        /**
         * Sets how many changes may wait for the disk; whoever makes one more writes them all.
         *
         * @param changes 1 or more
         * @return this builder
         */
        public Builder commitAfter(int changes) {
            this.commitAfter = (int) require("commitAfter", changes, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Sets how soon the bytes of the erased are off the disk.
         *
         * @param bound zero for {@link LuceneIndex#purge} alone
         * @return this builder
         */
        public Builder purgeWithin(Duration bound) {
            this.purgeWithin = require("purgeWithin", bound);
            return this;
        }

        /**
         * Sets how many threads merge segments, and how many link vectors within one merge.
         *
         * @param threads 1 or more
         * @return this builder
         */
        public Builder mergeThreads(int threads) {
            this.mergeThreads = (int) require("mergeThreads", threads, 1, 256);
            return this;
        }

        /**
         * Sets how large segments grow by merging. {@link LuceneIndex#compact} takes no notice.
         *
         * @param bytes 1 MiB or more
         * @return this builder
         */
        public Builder largestSegmentBytes(long bytes) {
            this.largestSegmentBytes = require("largestSegmentBytes", bytes, 1L << 20, Long.MAX_VALUE);
            return this;
        }

        /**
         * Sets the memory for changes before they are written.
         *
         * @param bytes 1 MiB to 1 GiB
         * @return this builder
         */
        public Builder bufferBytes(long bytes) {
            this.bufferBytes = require("bufferBytes", bytes, 1L << 20, 1L << 30);
            return this;
        }

        /**
         * Sets whether opening reads all files and compares them with their checksums. Without it a flipped bit in a large
         * file shows when a merge or {@link LuceneIndex#check} reads it.
         *
         * @param verify true unless said
         * @return this builder
         */
        public Builder verified(boolean verify) {
            this.verified = verify;
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return the settings
         */
        public LuceneSettings build() {
            return new LuceneSettings(this);
        }

        private static long require(String what, long value, long least, long most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException("%s must be %d to %d, was %d".formatted(what, least, most, value));
            }
            return value;
        }

        private static Duration require(String what, Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("%s must be zero or more, was %s".formatted(what, value));
            }
            return value;
        }
    }
}
