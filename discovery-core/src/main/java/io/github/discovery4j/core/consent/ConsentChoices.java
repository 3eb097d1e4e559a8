package io.github.discovery4j.core.consent;

import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one person chose.
 *
 * @param epoch of the last change in this process, 0 for somebody who never changed anything
 * @param withdrawn whether they take no part
 * @param erased whether they were erased; then they have withdrawn too and no choice is kept
 * @param off the groups that they switched off
 * @param visibleTo the widest audience of the groups for which they set one
 */
public record ConsentChoices(
        long epoch, boolean withdrawn, boolean erased, Set<SignalGroup> off, Map<SignalGroup, Visibility> visibleTo) {

    /** Of somebody who never changed anything. */
    public static final ConsentChoices NONE = new ConsentChoices(0, false, false, Set.of(), Map.of());

    /** Of somebody who was erased. */
    public static final ConsentChoices ERASED = new ConsentChoices(0, true, true, Set.of(), Map.of());

    /** Copies the collections. */
    public ConsentChoices {
        off = Set.copyOf(off);
        visibleTo = Map.copyOf(visibleTo);
    }

    /**
     * Tells whether a group may be used.
     *
     * @param group the group
     * @return false once it was switched off, or the person withdrew
     */
    public boolean allows(SignalGroup group) {
        return !withdrawn && !off.contains(group);
    }

    /**
     * Returns these choices with a group switched on or off.
     *
     * @param group the group
     * @param isOff whether it is off
     * @return the choices
     */
    public ConsentChoices withOff(SignalGroup group, boolean isOff) {
        Set<SignalGroup> groups = new HashSet<>(off);
        if (isOff) {
            groups.add(group);
        } else {
            groups.remove(group);
        }
        return new ConsentChoices(epoch, withdrawn, erased, groups, visibleTo);
    }

    /**
     * Returns these choices of somebody who takes part or not.
     *
     * @param isWithdrawn whether they do not
     * @return the choices, no longer those of somebody erased
     */
    public ConsentChoices withWithdrawn(boolean isWithdrawn) {
        return new ConsentChoices(epoch, isWithdrawn, false, off, visibleTo);
    }

    /**
     * Returns these choices with another audience of a group.
     *
     * @param group the group
     * @param audience the widest
     * @return the choices
     */
    public ConsentChoices withVisibility(SignalGroup group, Visibility audience) {
        Map<SignalGroup, Visibility> all = new HashMap<>(visibleTo);
        all.put(group, audience);
        return new ConsentChoices(epoch, withdrawn, erased, off, all);
    }

    /**
     * Returns these choices as of an epoch.
     *
     * @param moved the epoch
     * @return the choices
     */
    ConsentChoices at(long moved) {
        return new ConsentChoices(moved, withdrawn, erased, off, visibleTo);
    }

    @Override
    public String toString() {
        return "ConsentChoices[epoch=%d, withdrawn=%s, erased=%s, off=%d groups]"
                .formatted(epoch, withdrawn, erased, off.size());
    }
}
