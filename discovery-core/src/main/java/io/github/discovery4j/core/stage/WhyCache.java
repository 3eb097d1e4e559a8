package io.github.discovery4j.core.stage;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.model.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the reasons of pairs that were asked about, as long as they stay true.
 *
 * <p>Whoever reads an entry checks it against the {@link Basis} of this moment: when either one's consent, a model or a feature
 * has changed, it is not used. Guardrails judge anew whatever is cached. Reasons that only followers may be told are never
 * given to a cache, as who follows may change.
 *
 * <p><b>Threads:</b> safe.
 */
public interface WhyCache extends PersonalDataHolder {

    /**
     * Who asked about what.
     *
     * @param viewerId who asked
     * @param itemId about what or whom
     */
    record Pair(String viewerId, String itemId) {
        /** Names nobody. */
        @Override
        public String toString() {
            return "Pair";
        }
    }

    /**
     * What reasons were made from: they are true while it stays the same.
     *
     * @param viewerEpoch the viewer's consent epoch
     * @param itemEpoch the item's, 0 where items are not people
     * @param versions what was pinned when the pair was scored, by handle name
     * @param features of the pair, and where the ranker reads them those of the other direction behind them
     */
    record Basis(long viewerEpoch, long itemEpoch, Map<String, String> versions, FeatureRow features) {
        /** Copies the versions. */
        public Basis {
            versions = Map.copyOf(versions);
        }
    }

    /**
     * A row's values; equal where all of them are, missing ones too.
     *
     * <p><b>Threads:</b> immutable.
     */
    final class FeatureRow {
        private final float[] values;

        /**
         * Keeps values.
         *
         * @param values copied
         */
        public FeatureRow(float[] values) {
            this.values = values.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof FeatureRow row && Arrays.equals(values, row.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        /** Tells no value. */
        @Override
        public String toString() {
            return "FeatureRow[%d values]".formatted(values.length);
        }
    }

    /**
     * What is known of a pair.
     *
     * @param basis what it is made from
     * @param score the ranker's
     * @param reasons most important first
     */
    record Known(Basis basis, double score, List<Reason> reasons) {
        /** Copies the list. */
        public Known {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Looks a pair up.
     *
     * @param pair who and what
     * @return what was put last, if it is still there
     */
    @Nullable
    Known get(Pair pair);

    /**
     * Keeps a pair, or not: a cache may forget whatever it likes.
     *
     * @param pair who and what
     * @param known of it
     */
    void put(Pair pair, Known known);
}
