package io.github.discovery4j.core.model;

import java.util.List;

/**
 * One place of a slate.
 *
 * @param id the host's id
 * @param position 0-based place in the slate
 * @param score the ranker's score, higher is better; comparable within one slate only
 * @param reasons most important first, possibly none
 */
public record SlateItem(String id, int position, double score, List<Reason> reasons) {

    /** Copies the reasons. */
    public SlateItem {
        reasons = List.copyOf(reasons);
    }

    @Override
    public String toString() {
        return "SlateItem[position=%d, score=%s, reasons=%d]".formatted(position, score, reasons.size());
    }
}
