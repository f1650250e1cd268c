package io.millrace.pipeline;

import io.millrace.source.ChangeReader;
import io.millrace.source.wal.WalReader;
import io.millrace.testing.TestDatabase;
import java.sql.SQLException;

class WalRestartIT extends RestartContract {
    @Override
    ChangeReader reader() {
        return new WalReader();
    }

    @Override
    void readRows(TestDatabase database) throws SQLException {
        database.execute("UPDATE t SET v = v");
    }
}
