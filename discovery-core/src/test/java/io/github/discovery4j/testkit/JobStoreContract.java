package io.github.discovery4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.job.JobState;
import io.github.discovery4j.core.job.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of a {@link JobStore}. */
public abstract class JobStoreContract {

    /**
     * Returns a store in which nothing was saved yet.
     *
     * @return the store under test
     */
    protected abstract JobStore store();

    /**
     * Returns a store over the same place as another, as a new process would open it.
     *
     * @param store from {@link #store}
     * @return the same store when it keeps nothing beyond the process
     */
    protected abstract JobStore reopened(JobStore store);

    @Example
    void knowsNothingOfAJobThatNeverRan() {
        assertThat(store().load("never-ran")).isEmpty();
    }

    @Property(tries = 100)
    void givesBackWhatWasSavedLastAndOfThatJobOnly(
            @ForAll("states") JobState one, @ForAll("states") JobState other, @ForAll("states") JobState later) {
        JobStore store = store();
        store.save("one", one);
        store.save("one-more", other);
        store.save("one", later);
        for (JobStore any : new JobStore[] {store, reopened(store)}) {
            assertThat(any.load("one")).contains(later);
            assertThat(any.load("one-more")).contains(other);
        }
    }

    /**
     * States of every shape.
     *
     * @return with texts in any script
     */
    @Provide
    Arbitrary<JobState> states() {
        Arbitrary<Optional<Instant>> instants = Arbitraries.longs()
                .between(-62_000_000_000L, 250_000_000_000L)
                .map(Instant::ofEpochSecond)
                .optional();
        Arbitrary<Optional<Duration>> durations = Arbitraries.longs()
                .between(0, Long.MAX_VALUE / 2)
                .map(Duration::ofNanos)
                .optional();
        Arbitrary<String> texts = Arbitraries.oneOf(
                        Arbitraries.chars()
                                .filter(c -> !Character.isSurrogate(c))
                                .map(String::valueOf),
                        Arbitraries.integers()
                                .between(Character.MIN_SUPPLEMENTARY_CODE_POINT, Character.MAX_CODE_POINT)
                                .map(Character::toString))
                .list()
                .ofMaxSize(20)
                .map(characters -> String.join("", characters));
        return Combinators.combine(
                        instants,
                        instants,
                        instants,
                        durations,
                        Arbitraries.integers().greaterOrEqual(0),
                        texts,
                        Arbitraries.of(true, false),
                        texts.optional())
                .as(JobState::new);
    }
}
