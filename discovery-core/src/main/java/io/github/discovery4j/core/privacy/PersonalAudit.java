package io.github.discovery4j.core.privacy;

import io.github.discovery4j.core.consent.ConsentChoices;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.Visibility;
import java.util.List;

/**
 * What is known about a person, for that person.
 *
 * @param choices what they chose
 * @param entries what is kept, holder by holder
 */
public record PersonalAudit(ConsentChoices choices, List<Entry> entries) {

    /** Copies the entries. */
    public PersonalAudit {
        entries = List.copyOf(entries);
    }

    /**
     * One thing that is kept.
     *
     * @param record what, from where, for what and until when
     * @param used whether the person's consent allows its use now
     * @param visibility who may be told about it: the narrower of what its kind allows and what the person chose
     */
    public record Entry(PersonalRecord record, boolean used, Visibility visibility) {}

    @Override
    public String toString() {
        return "PersonalAudit[%d entries]".formatted(entries.size());
    }
}
