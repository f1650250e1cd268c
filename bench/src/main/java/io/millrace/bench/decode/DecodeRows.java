package io.millrace.bench.decode;

import io.millrace.bench.data.Orders;
import io.millrace.change.Action;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.Database;
import io.millrace.postgres.TextFormat;
import io.millrace.source.wal.pgoutput.MessageDecoder;
import io.millrace.source.wal.pgoutput.PgoutputMessage;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Insert;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Relation;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Update;
import io.millrace.source.wal.row.Relations;
import io.millrace.source.wal.row.RowImage;
import io.millrace.source.wal.row.WantedTables;
import io.millrace.source.wal.type.TypeCatalog;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** What JMH runs: from the bytes of a message to a {@link RowChange}, without server or Flink. */
@State(Scope.Thread)
public class DecodeRows {
    static final String FILE = "millrace.bench.messages";
    static final String PORT = "millrace.bench.port";

    /** So many rows of each kind are decoded in turn; they do not fit into a small cache. */
    static final int ROWS = 1000;

    private static final Position POSITION = new Position(1, 1);

    private final List<ByteBuffer> inserts = new ArrayList<>();
    private final List<ByteBuffer> updates = new ArrayList<>();
    private Connection connection;
    private Relations relations;

    /** Reads the captured messages. */
    @Setup(Level.Trial)
    public void read() throws SQLException, IOException {
        connection = Database.connect(CapturedLog.database(Integer.getInteger(PORT)));
        TextFormat.applyTo(connection);
        relations =
                new Relations(
                        new WantedTables(
                                List.of(new Catalog(connection).table(Orders.TABLE).orElseThrow()),
                                connection,
                                () -> {}),
                        new TypeCatalog(connection),
                        connection);
        try (DataInputStream in =
                new DataInputStream(Files.newInputStream(Path.of(System.getProperty(FILE))))) {
            while (true) {
                sort(ByteBuffer.wrap(in.readNBytes(in.readInt())));
            }
        } catch (EOFException end) {
            if (inserts.size() < ROWS || updates.size() < ROWS) {
                throw new IllegalStateException("Too few messages were captured");
            }
        }
    }

    private void sort(ByteBuffer message) throws SQLException {
        PgoutputMessage decoded = MessageDecoder.decode(message);
        if (decoded instanceof Relation relation) {
            relations.put(relation);
        } else if (decoded instanceof Insert && inserts.size() < ROWS) {
            inserts.add(message);
        } else if (decoded instanceof Update && updates.size() < ROWS) {
            updates.add(message);
        }
    }

    /** Closes the session that the types were looked up by. */
    @TearDown(Level.Trial)
    public void close() throws SQLException {
        connection.close();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void insert(Blackhole changes) throws SQLException {
        for (ByteBuffer message : inserts) {
            Insert insert = (Insert) MessageDecoder.decode(message);
            changes.consume(
                    change(
                            Action.INSERT,
                            relations.decoder(insert.relationId()).orElseThrow().inserted(insert)));
        }
    }

    /** The message carries the old row too, in which the key is looked for. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void update(Blackhole changes) throws SQLException {
        for (ByteBuffer message : updates) {
            Update update = (Update) MessageDecoder.decode(message);
            var decoder = relations.decoder(update.relationId()).orElseThrow();
            if (decoder.keyChanged(update)) {
                throw new IllegalStateException("No update here changes a key");
            }
            changes.consume(change(Action.UPDATE, decoder.updated(update)));
        }
    }

    private static RowChange change(Action action, RowImage row) {
        return RowChange.of(action, row.key(), row.record(), new Origin(POSITION, 1, 1, null));
    }
}
