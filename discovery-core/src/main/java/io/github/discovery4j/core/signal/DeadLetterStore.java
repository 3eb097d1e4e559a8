package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Events that were not accepted, kept for a while to be looked at, repaired and replayed.
 *
 * <p>Laws: what {@link #add} returned survives what the store's documentation names; there are never more letters, nor
 * older ones, than its {@link Bounds} say after an {@code add}: the oldest make room and are counted. {@link #erase}
 * deletes every letter that {@linkplain DeadLetter#names names} the person, well-formed or not; {@link #remove(String, String)}
 * one that is the person's own.
 * <b>Threads:</b> safe.
 */
public interface DeadLetterStore extends PersonalDataHolder, AutoCloseable {

    /** How much of a letter's text is kept. */
    int MOST_BYTES = 8192;

    /**
     * How much is kept.
     *
     * @param letters how many at most
     * @param age how old at most, by the last rejection
     */
    record Bounds(int letters, Duration age) {
        /** 100,000 letters, 30 days. */
        public static final Bounds DEFAULT = new Bounds(100_000, Duration.ofDays(30));

        /** Checks the bounds. */
        public Bounds {
            if (letters < 1 || age.isNegative() || age.isZero()) {
                throw new IllegalArgumentException(
                        "dead letters must be bounded by a positive number and age, were %d and %s; see Bounds.DEFAULT"
                                .formatted(letters, age));
            }
        }
    }

    /**
     * Which letters to list.
     *
     * @param reason only those of this reason
     * @param after only those whose id is larger
     * @param limit how many at most
     */
    record Filter(Optional<Rejection> reason, long after, int limit) {
        /** The first 100 of all. */
        public static final Filter ALL = new Filter(Optional.empty(), 0, 100);

        /** Checks the limit. */
        public Filter {
            if (limit < 1) {
                throw new IllegalArgumentException("limit must be 1 or more, was %d; ask for some".formatted(limit));
            }
        }

        /**
         * Returns a filter for one reason.
         *
         * @param reason the reason
         * @return the first 100 of it
         */
        public static Filter of(Rejection reason) {
            return new Filter(Optional.of(reason), 0, 100);
        }
    }

    /**
     * Keeps letters.
     *
     * @param letters without ids
     * @return their ids, in their order
     * @throws EventLogException if they could not be kept; then none is
     */
    List<Long> add(List<DeadLetter> letters);

    /**
     * Lists letters, oldest first.
     *
     * @param filter which
     * @return the letters
     */
    List<DeadLetter> list(Filter filter);

    /**
     * Returns a letter.
     *
     * @param id its id
     * @return empty when there is none of that id
     */
    Optional<DeadLetter> find(long id);

    /**
     * Replaces a letter's text.
     *
     * @param id its id
     * @param json one event, at most {@link #MOST_BYTES} bytes in UTF-8
     * @return false when there is none of that id
     * @throws IllegalArgumentException if the text is too long
     */
    boolean repair(long id, String json);

    /**
     * Notes that a replayed letter was rejected again.
     *
     * @param id its id
     * @param reason why this time
     * @param message what was seen
     */
    void failedAgain(long id, Rejection reason, String message);

    /**
     * Deletes letters, replayed ones or such as nobody wants.
     *
     * @param ids their ids
     * @return how many there were
     */
    int remove(Collection<Long> ids);

    @Override
    default boolean remove(String personId, String key) {
        long id;
        try {
            id = Long.parseLong(key);
        } catch (NumberFormatException e) {
            return false;
        }
        return find(id).filter(letter -> PersonalEvents.owns(letter, personId)).isPresent() && remove(List.of(id)) == 1;
    }

    /** {@return how many letters there are} */
    int count();

    /** {@return how many letters made room for others since this store was opened} */
    long dropped();

    /**
     * Checks the length of a repaired text.
     *
     * @param bytes in UTF-8
     * @throws IllegalArgumentException if it is too long
     */
    static void checkLength(int bytes) {
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "repaired text must have at most %d bytes, had %d; shorten it".formatted(MOST_BYTES, bytes));
        }
    }

    @Override
    void close();
}
