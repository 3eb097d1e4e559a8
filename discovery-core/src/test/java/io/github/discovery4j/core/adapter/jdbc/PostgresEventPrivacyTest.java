package io.github.discovery4j.core.adapter.jdbc;

class PostgresEventPrivacyTest extends JdbcEventPrivacyContract {

    @Override
    protected Database emptyDatabase() {
        return Database.of(PostgresFixture.emptyDatabase(), 4).migrate();
    }
}
