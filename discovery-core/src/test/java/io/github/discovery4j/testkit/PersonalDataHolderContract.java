package io.github.discovery4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import java.util.List;
import net.jqwik.api.Example;

/** The laws of a {@link PersonalDataHolder}. */
public abstract class PersonalDataHolderContract {

    /**
     * Returns a fresh holder that keeps something about {@link #person} and about {@link #bystander}.
     *
     * @return the holder under test
     */
    protected abstract PersonalDataHolder holder();

    /**
     * Returns somebody the holder knows.
     *
     * @return the person's id
     */
    protected abstract String person();

    /**
     * Returns somebody else whom the holder knows.
     *
     * @return another id
     */
    protected abstract String bystander();

    @Example
    void exportsWhatItKeepsUnderGroupsThatItDeclares() {
        PersonalDataHolder holder = holder();
        List<PersonalRecord> records = holder.export(person());
        assertThat(records).isNotEmpty();
        assertThat(records).allMatch(record -> holder.signalGroups().contains(record.group()));
        assertThat(records).allMatch(record -> record.holder().equals(holder.holderName()));
    }

    @Example
    void erasesOnePersonOnceAndNobodyElse() {
        PersonalDataHolder holder = holder();
        List<PersonalRecord> ofBystander = holder.export(bystander());
        assertThat(holder.erase(person())).isPositive();
        assertThat(holder.export(person())).isEmpty();
        assertThat(holder.erase(person())).isZero();
        // What named the erased person may have gone, or name them no more.
        assertThat(holder.export(bystander()))
                .hasSizeLessThanOrEqualTo(ofBystander.size())
                .containsAll(ofBystander.stream()
                        .filter(record -> !record.value().contains(person()))
                        .toList());
    }

    @Example
    void removesOneRecordAloneByItsKey() {
        int records = holder().export(person()).size();
        for (int i = 0; i < records; i++) {
            PersonalDataHolder holder = holder();
            List<PersonalRecord> ofBystander = holder.export(bystander());
            PersonalRecord record = holder.export(person()).get(i);
            if (record.key().isPresent()) {
                String key = record.key().get();
                assertThat(holder.export(person()))
                        .filteredOn(other -> other.key().equals(record.key()))
                        .as("keys tell a person's records apart")
                        .hasSize(1);
                assertThat(holder.remove("a stranger", key)).isFalse();
                assertThat(holder.remove(person(), "no such key")).isFalse();
                assertThat(holder.export(person())).hasSize(records);
                assertThat(holder.remove(person(), key)).isTrue();
                assertThat(holder.export(person()))
                        .doesNotContain(record)
                        .noneMatch(other -> other.key().equals(record.key()));
                assertThat(holder.remove(person(), key)).isFalse();
                assertThat(holder.export(bystander())).isEqualTo(ofBystander);
            }
        }
    }

    @Example
    void knowsNothingAboutStrangers() {
        assertThat(holder().export("a stranger")).isEmpty();
        assertThat(holder().erase("a stranger")).isZero();
    }
}
