package io.github.discovery4j.rank.diversity;

/** Makes the constraints of a slate, to be imported statically. */
public final class Constraints {

    private Constraints() {}

    /**
     * At most n items of a slate share a label, such as a community or an artist.
     *
     * @param count n, 1 or more
     * @param attribute an attribute of items with labels
     * @return the constraint, hard unless {@linkplain AtMost#soft softened}
     */
    public static AtMost atMost(int count, String attribute) {
        return new AtMost(count, attribute, true);
    }
}
