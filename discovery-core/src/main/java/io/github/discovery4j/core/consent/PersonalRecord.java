package io.github.discovery4j.core.consent;

import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that a holder keeps about a person, readable by that person.
 *
 * @param holder the holder's name
 * @param group the signal group it belongs to
 * @param name what it is, such as {@code interests}
 * @param value its value in a form that a person can read
 * @param key names it within its holder and person, so that it can be {@linkplain PersonalDataHolder#remove removed} alone;
 *     empty where that cannot be
 * @param source where it came from, such as {@code stated by you}; empty where the holder does not know
 * @param uses what it is used for, such as {@code candidates}; empty where the holder does not know
 * @param visibility the widest audience of its kind; its owner may have chosen a narrower one
 * @param until when it will be deleted or stop being used, empty for no end
 */
public record PersonalRecord(
        String holder,
        SignalGroup group,
        String name,
        String value,
        Optional<String> key,
        String source,
        Set<String> uses,
        Visibility visibility,
        Optional<Instant> until) {

    /** Copies the uses. */
    public PersonalRecord {
        uses = Set.copyOf(uses);
    }

    /**
     * A record of which no more is said.
     *
     * @param holder the holder's name
     * @param group the signal group it belongs to
     * @param name what it is
     * @param value its value
     */
    public PersonalRecord(String holder, SignalGroup group, String name, String value) {
        this(holder, group, name, value, Optional.empty(), "", Set.of(), Visibility.PUBLIC, Optional.empty());
    }

    /**
     * Returns this record with a key, by which it can be removed alone.
     *
     * @param itsKey unique within holder and person
     * @return the record
     */
    public PersonalRecord withKey(String itsKey) {
        return new PersonalRecord(holder, group, name, value, Optional.of(itsKey), source, uses, visibility, until);
    }

    /**
     * Returns this record with where it came from.
     *
     * @param itsSource in words
     * @return the record
     */
    public PersonalRecord from(String itsSource) {
        return new PersonalRecord(holder, group, name, value, key, itsSource, uses, visibility, until);
    }

    /**
     * Returns this record with what it is used for.
     *
     * @param itsUses each in words
     * @return the record
     */
    public PersonalRecord usedFor(String... itsUses) {
        return new PersonalRecord(holder, group, name, value, key, source, Set.of(itsUses), visibility, until);
    }

    /**
     * Returns this record with its widest audience.
     *
     * @param audience of its kind
     * @return the record
     */
    public PersonalRecord visibleTo(Visibility audience) {
        return new PersonalRecord(holder, group, name, value, key, source, uses, audience, until);
    }

    /**
     * Returns this record with an end.
     *
     * @param moment when it will be deleted or stop being used
     * @return the record
     */
    public PersonalRecord until(Instant moment) {
        return new PersonalRecord(holder, group, name, value, key, source, uses, visibility, Optional.of(moment));
    }

    @Override
    public String toString() {
        return "PersonalRecord[holder=%s, group=%s, name=%s]".formatted(holder, group, name);
    }
}
