package io.millrace.demo;

import io.millrace.change.TableName;
import io.millrace.demo.check.ElasticsearchIndex;
import io.millrace.demo.check.IndexComparison;
import io.millrace.demo.check.LatencyProbe;
import io.millrace.demo.shop.CommitListener;
import io.millrace.demo.shop.ProductTable;
import io.millrace.demo.shop.Workload;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The demo's table and the index that should mirror it. */
final class Shop {
    private static final TableName TABLE = new TableName("public", "products");

    private final DemoServers servers;
    private final ElasticsearchIndex index;

    Shop(DemoServers servers) {
        this.servers = servers;
        this.index = new ElasticsearchIndex(servers.elasticsearch(), "products");
    }

    void open(int products, long seed) throws SQLException {
        try (Connection connection = servers.connect()) {
            ProductTable.create(connection, products, seed);
        }
    }

    long documents() throws IOException, InterruptedException {
        return index.count();
    }

    LatencyProbe probe() {
        return new LatencyProbe(index);
    }

    /** A workload whose changes the probe watches. */
    Workload workload(long seed, LatencyProbe probe) throws SQLException {
        return new Workload(
                servers.connect(),
                seed,
                new CommitListener() {
                    @Override
                    public void changed(long id, Instant updatedAt, long committedNanos) {
                        probe.watch(String.valueOf(id), updatedAt, committedNanos);
                    }

                    @Override
                    public void gone(long id) {
                        probe.forget(String.valueOf(id));
                    }
                });
    }

    IndexComparison.Report compare() throws SQLException, IOException, InterruptedException {
        try (Connection connection = servers.connect()) {
            return new IndexComparison(TABLE, List.of("id"), index).compare(connection);
        }
    }
}
