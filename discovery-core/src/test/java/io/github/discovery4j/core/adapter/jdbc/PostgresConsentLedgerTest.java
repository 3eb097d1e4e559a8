package io.github.discovery4j.core.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.discovery4j.core.consent.ConsentNotKeptException;
import io.github.discovery4j.core.model.SignalGroup;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresConsentLedgerTest extends JdbcConsentLedgerContract {

    /** One database for all tests of the class; each ledger begins with empty tables. */
    private static final class Shared {
        static final DataSource SOURCE = PostgresFixture.emptyDatabase();
        static final Database DATABASE = Database.of(SOURCE, 4).migrate();
    }

    @Override
    protected Database emptyDatabase() {
        execute(Shared.DATABASE, "TRUNCATE discovery_consent, discovery_consent_trail, discovery_revision");
        return Shared.DATABASE;
    }

    @Test
    void anOptOutHoldsWhileTheServerIsAwayAndIsWrittenWhenItIsBack() throws SQLException {
        PGSimpleDataSource source = (PGSimpleDataSource) PostgresFixture.emptyDatabase();
        Database database = Database.of(source, 1).migrate();
        JdbcConsentLedger ledger =
                JdbcConsentLedger.open(database, TestKeys.ring("k1"), Duration.ofDays(1), InstantSource.system());
        int port = source.getPortNumbers()[0];
        PostgresFixture.breakConnections(source);
        source.setPortNumbers(new int[] {1});
        assertThatExceptionOfType(ConsentNotKeptException.class)
                .isThrownBy(() -> ledger.optOut("ana", SignalGroup.INTERESTS))
                .matches(ConsentNotKeptException::inForce);
        assertThat(ledger.allows("ana", SignalGroup.INTERESTS)).isFalse();
        source.setPortNumbers(new int[] {port});
        ledger.follow();
        assertThat(ledger.unwritten()).isZero();
        JdbcConsentLedger after =
                JdbcConsentLedger.open(database, TestKeys.ring("k1"), Duration.ofDays(1), InstantSource.system());
        assertThat(after.allows("ana", SignalGroup.INTERESTS)).isFalse();
        ledger.close();
        after.close();
        database.close();
    }
}
