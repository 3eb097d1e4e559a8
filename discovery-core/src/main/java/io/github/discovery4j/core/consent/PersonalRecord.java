package io.github.discovery4j.core.consent;

import io.github.discovery4j.core.model.SignalGroup;

/**
 * One thing that a holder keeps about a person, readable by that person.
 *
 * @param holder the holder's name
 * @param group the signal group it belongs to
 * @param name what it is, such as {@code interests}
 * @param value its value in a form that a person can read
 */
public record PersonalRecord(String holder, SignalGroup group, String name, String value) {

    @Override
    public String toString() {
        return "PersonalRecord[holder=%s, group=%s, name=%s]".formatted(holder, group, name);
    }
}
