package io.millrace.bench.decode;

import io.millrace.bench.data.Orders;
import io.millrace.config.ConnectionSpec;
import io.millrace.config.Place;
import io.millrace.config.Secret;
import io.millrace.config.SourceSpec;
import io.millrace.demo.server.EmbeddedPostgres;
import io.millrace.postgres.Database;
import io.millrace.postgres.LogPosition;
import io.millrace.postgres.Publication;
import io.millrace.postgres.ReplicationSlot;
import io.millrace.postgres.TextFormat;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** The messages by which a server tells changes of {@link Orders}, in a file. */
final class CapturedLog {
    static final String DATABASE = "postgres";
    private static final String NAME = "decode";

    private final EmbeddedPostgres server;

    CapturedLog(EmbeddedPostgres server) {
        this.server = server;
    }

    static SourceSpec database(int port) {
        return new SourceSpec(
                new ConnectionSpec(
                        "localhost",
                        port,
                        DATABASE,
                        EmbeddedPostgres.USERNAME,
                        new Secret(EmbeddedPostgres.PASSWORD)),
                new Place("bench", 1));
    }

    /** Makes the changes and writes their messages, each behind its length. */
    void write(int changes, Path file) throws SQLException, IOException {
        try (Connection connection = server.connect(DATABASE)) {
            Orders.create(connection);
            Publication.publish(connection, NAME, List.of(Orders.TABLE));
            ReplicationSlot.create(connection, NAME);
            Orders.write(connection, changes);
            capture(LogPosition.current(connection), file);
        }
    }

    private void capture(long endLsn, Path file) throws SQLException, IOException {
        try (Connection replication = Database.replicate(database(server.port()));
                DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            TextFormat.applyTo(replication);
            PGReplicationStream stream =
                    replication
                            .unwrap(PGConnection.class)
                            .getReplicationAPI()
                            .replicationStream()
                            .logical()
                            .withSlotName(NAME)
                            .withStartPosition(LogSequenceNumber.INVALID_LSN)
                            .withSlotOption("proto_version", 1)
                            .withSlotOption("publication_names", NAME)
                            .withStatusInterval(1, TimeUnit.SECONDS)
                            .start();
            while (stream.getLastReceiveLSN().asLong() < endLsn) {
                ByteBuffer message = stream.readPending();
                if (message != null) {
                    out.writeInt(message.remaining());
                    out.write(message.array(), message.arrayOffset(), message.remaining());
                }
            }
        }
    }
}
