package io.github.discovery4j.core.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.discovery4j.core.consent.ConsentNotKeptException;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class SqliteConsentLedgerTest extends JdbcConsentLedgerContract {

    private static final SignalGroup GROUP = SignalGroup.INTERESTS;

    @Override
    protected Database emptyDatabase() {
        return Database.sqlite(TemporaryFolders.next().resolve("consent.db")).migrate();
    }

    /** The table is taken away and put back: whatever makes a write fail, the ledger answers alike. */
    @Test
    void whileNothingCanBeWrittenWhatProtectsHoldsAndWhatAllowsDoesNot() {
        Database database = emptyDatabase();
        JdbcConsentLedger ledger =
                JdbcConsentLedger.open(database, TestKeys.ring("k1"), Duration.ofDays(1), InstantSource.system());
        ledger.optOut("ben", GROUP);
        execute(database, "ALTER TABLE discovery_consent RENAME TO away");
        assertThatExceptionOfType(ConsentNotKeptException.class)
                .isThrownBy(() -> ledger.optOut("ana", GROUP))
                .matches(ConsentNotKeptException::inForce)
                .withMessageContaining("holds in this process")
                .withMessageNotContaining("ana");
        assertThat(ledger.allows("ana", GROUP)).isFalse();
        assertThatExceptionOfType(ConsentNotKeptException.class)
                .isThrownBy(() -> ledger.show("ana", GROUP, Visibility.PRIVATE_OPT_IN))
                .matches(ConsentNotKeptException::inForce);
        assertThat(ledger.visibility("ana", GROUP)).isEqualTo(Visibility.PRIVATE_OPT_IN);
        assertThatExceptionOfType(ConsentNotKeptException.class)
                .isThrownBy(() -> ledger.optIn("ben", GROUP))
                .matches(e -> !e.inForce())
                .withMessageContaining("does not hold");
        assertThat(ledger.allows("ben", GROUP)).isFalse();
        assertThatExceptionOfType(ConsentNotKeptException.class)
                .isThrownBy(() -> ledger.withdraw("cleo"))
                .matches(ConsentNotKeptException::inForce);
        assertThat(ledger.unwritten()).isEqualTo(3);
        execute(database, "ALTER TABLE away RENAME TO discovery_consent");
        // Allowing again, expressly and later, makes the withdrawal that failed pointless.
        ledger.rejoin("cleo");
        ledger.follow();
        assertThat(ledger.unwritten()).isZero();
        ledger.close();
        JdbcConsentLedger after =
                JdbcConsentLedger.open(database, TestKeys.ring("k1"), Duration.ofDays(1), InstantSource.system());
        assertThat(after.allows("ana", GROUP)).isFalse();
        assertThat(after.visibility("ana", GROUP)).isEqualTo(Visibility.PRIVATE_OPT_IN);
        assertThat(after.withdrawn("cleo")).isFalse();
        after.close();
    }
}
