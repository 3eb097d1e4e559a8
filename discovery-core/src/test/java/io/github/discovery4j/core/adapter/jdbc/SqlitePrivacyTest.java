package io.github.discovery4j.core.adapter.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlitePrivacyTest extends JdbcPrivacyContract {

    @TempDir
    private Path folder;

    @Override
    protected Database emptyDatabase() {
        return Database.sqlite(folder.resolve("privacy.db")).migrate();
    }
}
