package io.github.discovery4j.core.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.discovery4j.core.consent.ConsentLedger;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.privacy.KeyException;
import io.github.discovery4j.testkit.ConsentLedgerContract;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.lifecycle.AfterTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a ledger in a database promises beside the laws of every ledger. */
abstract class JdbcConsentLedgerContract extends ConsentLedgerContract {

    private static final SignalGroup GROUP = SignalGroup.INTERESTS;
    private static final Duration NEVER = Duration.ofDays(1);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-02T10:00:00Z"));

    /** Returns a database with tables and nothing in them. */
    protected abstract Database emptyDatabase();

    @Override
    protected ConsentLedger ledger() {
        return open(emptyDatabase());
    }

    @Override
    protected int changes() {
        return 20;
    }

    private JdbcConsentLedger open(Database database) {
        return open(database, NEVER);
    }

    private JdbcConsentLedger open(Database database, Duration followEvery) {
        InstantSource clock = now::get;
        JdbcConsentLedger ledger = JdbcConsentLedger.open(database, TestKeys.ring("k1"), followEvery, clock);
        open.add(ledger);
        return ledger;
    }

    @AfterEach
    @AfterTry
    void close() throws Exception {
        for (AutoCloseable ledger : open) {
            ledger.close();
        }
        open.clear();
    }

    @Test
    void aChoiceIsThereAfterARestartAndEpochsDoNotGoBack() {
        Database database = emptyDatabase();
        JdbcConsentLedger before = open(database);
        before.optOut("ana", GROUP);
        before.optOut("ben", GROUP);
        before.optIn("ben", GROUP);
        before.show("ana", SignalGroup.BEHAVIOUR, Visibility.FOLLOWERS);
        before.withdraw("cleo");
        before.erase("dora");
        // Not closed: a process that dies closes nothing.
        JdbcConsentLedger after = open(database);
        assertThat(after.latestEpoch()).isGreaterThan(before.latestEpoch());
        assertThat(after.allows("ana", GROUP)).isFalse();
        assertThat(after.allows("ben", GROUP)).isTrue();
        assertThat(after.visibility("ana", SignalGroup.BEHAVIOUR)).isEqualTo(Visibility.FOLLOWERS);
        assertThat(after.withdrawn("cleo")).isTrue();
        assertThat(after.withdrawn("dora")).isTrue();
        assertThat(after.size())
                .as("those who chose anything else than the usual")
                .isEqualTo(3);
    }

    @Test
    void otherProcessesFollowAndTheLaterChoiceHolds() {
        Database database = emptyDatabase();
        JdbcConsentLedger here = open(database);
        JdbcConsentLedger there = open(database);
        here.optOut("ana", GROUP);
        assertThat(there.allows("ana", GROUP)).isTrue();
        long taken = there.latestEpoch();
        there.follow();
        assertThat(there.allows("ana", GROUP)).isFalse();
        assertThat(there.epoch("ana")).isGreaterThan(taken);
        there.optIn("ana", GROUP);
        here.show("ana", GROUP, Visibility.FOLLOWERS);
        here.follow();
        there.follow();
        assertThat(here.allows("ana", GROUP)).isTrue();
        assertThat(there.visibility("ana", GROUP)).isEqualTo(Visibility.FOLLOWERS);
    }

    /** A change of another process with a smaller number than the last one here gets an epoch above all that were seen. */
    @Test
    void whatIsHeardLateMovesTheLatestEpoch() {
        Database database = emptyDatabase();
        JdbcConsentLedger here = open(database);
        JdbcConsentLedger there = open(database);
        here.optOut("ana", GROUP);
        there.optOut("ben", GROUP);
        long taken = there.latestEpoch();
        there.follow();
        assertThat(there.epoch("ana")).isGreaterThan(taken);
        assertThat(there.latestEpoch()).isGreaterThan(taken);
        long settled = there.latestEpoch();
        there.follow();
        assertThat(there.latestEpoch()).as("nothing new moves nothing").isEqualTo(settled);
    }

    @Test
    void followingHappensByItself() throws InterruptedException {
        Database database = emptyDatabase();
        JdbcConsentLedger here = open(database);
        JdbcConsentLedger there = open(database, Duration.ofMillis(20));
        here.optOut("ana", GROUP);
        for (int i = 0; i < 500 && there.allows("ana", GROUP); i++) {
            Thread.sleep(20);
        }
        assertThat(there.allows("ana", GROUP)).isFalse();
    }

    @Test
    void anErasedPersonsRowsGoOnceOthersHadTimeToHear() {
        Database database = emptyDatabase();
        JdbcConsentLedger here = open(database);
        JdbcConsentLedger there = open(database);
        JdbcConsentLedger late = open(database);
        here.optOut("ana", GROUP);
        late.follow();
        here.erase("ana");
        there.follow();
        assertThat(there.choices("ana").erased()).isTrue();
        assertThat(countOf(database, "discovery_consent")).isEqualTo(1);
        now.set(now.get().plus(Duration.ofMinutes(11)));
        here.follow();
        assertThat(countOf(database, "discovery_consent")).isZero();
        assertThat(late.choices("ana").erased()).isFalse();
        late.follow();
        assertThat(late.choices("ana").erased())
                .as("one that was deaf for long")
                .isTrue();
    }

    @Test
    void theTrailTellsWhatAPersonChangedAndNamesNobody() {
        Database database = emptyDatabase();
        JdbcConsentLedger ledger = open(database);
        ledger.optOut("ana", GROUP);
        ledger.optOut("ben", GROUP);
        ledger.withdraw("ana");
        assertThat(ledger.trail().of("ana"))
                .extracting(ConsentTrail.Entry::kind)
                .containsExactly("OPT_OUT", "WITHDRAW");
        assertThat(ledger.history("ana"))
                .extracting(PersonalRecord::value)
                .containsExactly("interests at 2026-03-02T10:00:00Z", "* at 2026-03-02T10:00:00Z");
        assertThat(ledger.trail().of("nobody")).isEmpty();
        assertThat(database.<List<String>>read(connection -> {
                    try (var statement =
                                    connection.prepareStatement("SELECT person_hash FROM discovery_consent_trail");
                            var found = statement.executeQuery()) {
                        List<String> hashes = new ArrayList<>();
                        while (found.next()) {
                            hashes.add(found.getString(1));
                        }
                        return hashes;
                    }
                }))
                .hasSize(3)
                .allMatch(hash -> hash.length() == 44);
        JdbcConsentLedger otherKeys = JdbcConsentLedger.open(database, TestKeys.ring("k2"), NEVER, now::get);
        open.add(otherKeys);
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> otherKeys.trail().of("ana"))
                .withMessageContaining("\"k1\"");
    }

    @Test
    void tamperingWithTheTrailIsFound() {
        for (String change : List.of(
                "UPDATE discovery_consent_trail SET kind = 'OPT_IN' WHERE number = 2",
                "UPDATE discovery_consent_trail SET person_hash = 'x' WHERE number = 2",
                "UPDATE discovery_consent_trail SET at_millis = at_millis + 1 WHERE number = 2",
                "DELETE FROM discovery_consent_trail WHERE number = 2",
                "DELETE FROM discovery_consent_trail WHERE number >= 2")) {
            Database database = emptyDatabase();
            JdbcConsentLedger ledger = open(database);
            ledger.optOut("ana", GROUP);
            ledger.optOut("ben", GROUP);
            ledger.optIn("ana", GROUP);
            ConsentTrail.Head head = ledger.trail().head();
            assertThat(ledger.trail().verify(head)).isEqualTo(new ConsentTrail.Check(3, Optional.empty()));
            execute(database, change);
            assertThat(ledger.trail().verify(head).broken()).as(change).hasValue(2L);
        }
        Database empty = emptyDatabase();
        ConsentTrail trail = open(empty).trail();
        assertThat(trail.verify(trail.head()).intact()).isTrue();
    }

    static void execute(Database database, String sql) {
        database.write(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    static int countOf(Database database, String table) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("SELECT count(*) FROM " + table);
                    var found = statement.executeQuery()) {
                found.next();
                return found.getInt(1);
            }
        });
    }
}
