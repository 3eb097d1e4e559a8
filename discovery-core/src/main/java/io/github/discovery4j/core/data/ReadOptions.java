package io.github.discovery4j.core.data;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How a file of interactions is read.
 *
 * @param lenient whether malformed records are counted and skipped; strict readers throw {@link MalformedDataException} at
 *     the first
 * @param maxRecordBytes the longest line, or quoted record of several lines, that is read; a longer one is malformed
 * @param duplicates what becomes of repeated (user, item) pairs; empty for what the format says, which is the latest of
 *     ratings and the sum of play counts
 * @param timeUnit what the time column counts since 1970-01-01T00:00Z, seconds or milliseconds; formats that define it
 *     themselves ignore this
 * @param progress is told how far the reader has come
 */
public record ReadOptions(
        boolean lenient,
        int maxRecordBytes,
        Optional<DuplicatePolicy> duplicates,
        TimeUnit timeUnit,
        ReadProgress progress) {

    /** The bound on a record unless set: 64 KiB. */
    public static final int DEFAULT_MAX_RECORD_BYTES = 1 << 16;

    /** The largest bound on a record: 256 MiB. */
    public static final int LARGEST_MAX_RECORD_BYTES = 1 << 28;

    /** Strict, 64 KiB a record, duplicates as the format says, seconds, no progress. */
    public static final ReadOptions DEFAULT = builder().build();

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if the bound is not in [1, {@value #LARGEST_MAX_RECORD_BYTES}] or the unit is neither seconds nor milliseconds
     */
    public ReadOptions {
        if (maxRecordBytes < 1 || maxRecordBytes > LARGEST_MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("maxRecordBytes must be in [1, " + LARGEST_MAX_RECORD_BYTES + "], was "
                    + maxRecordBytes + "; the default is " + DEFAULT_MAX_RECORD_BYTES);
        }
        if (timeUnit != TimeUnit.SECONDS && timeUnit != TimeUnit.MILLISECONDS) {
            throw new IllegalArgumentException(
                    "timeUnit must be SECONDS or MILLISECONDS, was " + timeUnit + "; convert the column first");
        }
    }

    /** {@return a builder that starts from {@link #DEFAULT}} */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options. */
    public static final class Builder {

        private boolean lenient;
        private int maxRecordBytes = DEFAULT_MAX_RECORD_BYTES;
        private Optional<DuplicatePolicy> duplicates = Optional.empty();
        private TimeUnit timeUnit = TimeUnit.SECONDS;
        private ReadProgress progress = ReadProgress.NONE;

        private Builder() {}

        /**
         * Sets whether malformed records are skipped; false unless set.
         *
         * @param value true to count and skip
         * @return this
         */
        public Builder lenient(boolean value) {
            lenient = value;
            return this;
        }

        /**
         * Sets the bound on a record; {@link #DEFAULT_MAX_RECORD_BYTES} unless set.
         *
         * @param bytes from 1 to {@link #LARGEST_MAX_RECORD_BYTES}
         * @return this
         */
        public Builder maxRecordBytes(int bytes) {
            maxRecordBytes = bytes;
            return this;
        }

        /**
         * Sets what becomes of repeated pairs; what the format says unless set.
         *
         * @param policy any
         * @return this
         */
        public Builder duplicates(DuplicatePolicy policy) {
            duplicates = Optional.of(policy);
            return this;
        }

        /**
         * Sets the unit of the time column; seconds unless set.
         *
         * @param unit seconds or milliseconds
         * @return this
         */
        public Builder timeUnit(TimeUnit unit) {
            timeUnit = unit;
            return this;
        }

        /**
         * Sets who is told how far the reader has come; nobody unless set.
         *
         * @param listener called on the reading thread
         * @return this
         */
        public Builder progress(ReadProgress listener) {
            progress = listener;
            return this;
        }

        /** {@return the options} */
        public ReadOptions build() {
            return new ReadOptions(lenient, maxRecordBytes, duplicates, timeUnit, progress);
        }
    }
}
