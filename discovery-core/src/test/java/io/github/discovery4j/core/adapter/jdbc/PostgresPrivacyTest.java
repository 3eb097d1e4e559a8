package io.github.discovery4j.core.adapter.jdbc;

class PostgresPrivacyTest extends JdbcPrivacyContract {

    @Override
    protected Database emptyDatabase() {
        return Database.of(PostgresFixture.emptyDatabase()).migrate();
    }
}
