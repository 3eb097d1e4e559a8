package io.github.discovery4j.rank.diversity;

import io.github.discovery4j.core.model.Handle;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;

/** Makes the constraints of a slate, to be imported statically. */
public final class Constraints {

    private Constraints() {}

    /**
     * At most n items of a slate share a label, such as a community or an artist.
     *
     * @param count n, 1 or more
     * @param attribute an attribute of items with labels
     * @return the constraint, hard unless {@linkplain AtMost#soft softened}
     * @throws IllegalArgumentException if the number is less
     */
    public static AtMost atMost(int count, String attribute) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "atMost must be 1 or more, was %d (attribute \"%s\"); keep items out with a guardrail or a filter"
                            .formatted(count, attribute));
        }
        return new AtMost(Integer.toString(count), (context, places) -> count, attribute, true);
    }

    /**
     * At most a share of a slate has the same label: with 0.2, two of ten items are of one artist, and of four one.
     *
     * @param share in (0, 1]
     * @param attribute an attribute of items with labels
     * @return the constraint, hard unless {@linkplain AtMost#soft softened}
     * @throws IllegalArgumentException if the share is out of its range
     */
    public static AtMost atMostShare(double share, String attribute) {
        checkShare(share, attribute);
        String cap = String.format(Locale.ROOT, "%.4g %%", 100 * share);
        return new AtMost(cap, (context, places) -> places(share, places), attribute, true);
    }

    /**
     * At most a share of a slate has the same label, as the parameters say that the request pins.
     *
     * @param parameters of the engine, or the request's own
     * @param share the share of an attribute, in (0, 1]; parameters should check it when they are made
     * @param attribute an attribute of items with labels
     * @param <P> the kind of parameters
     * @return the constraint, hard unless {@linkplain AtMost#soft softened}
     */
    public static <P> AtMost atMostShare(
            Handle<P> parameters, ToDoubleBiFunction<? super P, String> share, String attribute) {
        return new AtMost(
                "a share",
                (context, places) -> {
                    double pinned = share.applyAsDouble(context.pin(parameters), attribute);
                    checkShare(pinned, attribute);
                    return places(pinned, places);
                },
                attribute,
                true);
    }

    private static void checkShare(double share, String attribute) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "a share must be in (0, 1], was %s (attribute \"%s\"); 1 caps nothing".formatted(share, attribute));
        }
    }

    /** The nearest double to a share may lie below it: 0.29 of 100 places are 29. */
    private static int places(double share, int places) {
        return Math.max(1, (int) Math.floor(share * places + 1e-9));
    }
}
