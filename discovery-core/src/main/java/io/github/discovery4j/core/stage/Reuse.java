package io.github.discovery4j.core.stage;

/**
 * How long what a source found for a viewer may serve that viewer's next requests.
 *
 * <p>It matters only to engines with a candidate memo. Whatever a source answers, a kept list is checked again on every use
 * against exclusions, blocks, the filter, and the consent of the viewer and of each candidate.
 */
public enum Reuse {
    /** Not at all: what it finds changes from second to second, as do rooms that are live now. */
    NEVER,

    /**
     * Until anybody's consent changes: the source may read signals of people who are neither the viewer nor among those it
     * finds, such as a friend who leads to a friend's friend.
     */
    UNTIL_ANYBODY_CHANGES,

    /**
     * Until the consent of the viewer changes; a candidate whose own consent changes is left out. For sources that read
     * signals of the viewer and the candidates alone, and parameters that all people share.
     */
    UNTIL_CONCERNED_CHANGE
}
