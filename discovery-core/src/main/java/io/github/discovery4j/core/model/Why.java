package io.github.discovery4j.core.model;

import java.util.List;

/**
 * Why an item would stand in a viewer's slate, asked for outside of one.
 *
 * @param itemId the host's id
 * @param shown whether it could be shown to the viewer now; of what could not, nothing is said, not even why not
 * @param reasons as in a slate, most important first; empty if it could not be shown
 */
public record Why(String itemId, boolean shown, List<Reason> reasons) {

    /** Copies the reasons. */
    public Why {
        reasons = shown ? List.copyOf(reasons) : List.of();
    }

    /**
     * Says of an item that it could not be shown.
     *
     * @param itemId the host's id
     * @return without reasons
     */
    public static Why hidden(String itemId) {
        return new Why(itemId, false, List.of());
    }

    /** Leaves out which item it is. */
    @Override
    public String toString() {
        return "Why[shown=%s, reasons=%s]".formatted(shown, reasons);
    }
}
