package io.millrace.source.cdc;

import io.millrace.config.SourceSpec;
import io.millrace.postgres.Database;
import io.millrace.postgres.ReplicationSlot;
import io.millrace.postgres.TlsSockets;
import io.millrace.source.PositionLostException;
import io.millrace.source.SlotDemands;
import io.millrace.source.SlotSpec;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.flink.util.FlinkRuntimeException;

/** Asks Postgres, on every start and restore, whether the slot still holds all that is needed. */
final class SlotGuard implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SourceSpec database;
    private final String slot;
    private final SlotDemands demands;

    SlotGuard(SlotSpec spec) {
        this.database = spec.database();
        this.slot = spec.slot();
        this.demands = new SlotDemands(spec);
    }

    /** Makes known in this JVM what the connector's properties do not tell. */
    void registerSecrets() {
        SourcePassword.register(database.connection());
        TlsSockets.register(database.connection().tls());
    }

    /**
     * @throws PositionLostException if the slot is gone or invalid
     * @throws FlinkRuntimeException if Postgres does not answer
     */
    ReplicationSlot requireSlot() {
        registerSecrets();
        return ask(demands::requireSlot);
    }

    /**
     * @param lsn the last position that the restored state has seen
     * @return the position from which the slot sends changes
     * @throws PositionLostException if the slot may have been told to forget later changes
     */
    long requireChangesAfter(long lsn) {
        return ask(connection -> demands.requireChangesAfter(connection, lsn)).confirmedFlushLsn();
    }

    /**
     * Whether the slot is being read, and is still the one that {@link #requireChangesAfter} found:
     * nothing has been confirmed to it since.
     *
     * @param lsn what {@link #requireChangesAfter} returned
     * @throws PositionLostException if it begins elsewhere, and so was created anew
     */
    boolean isStreamingFrom(long lsn) {
        ReplicationSlot found = requireSlot();
        if (found.confirmedFlushLsn() != lsn) {
            SlotDemands.refuse("The replication slot '" + slot + "' was replaced by a new one");
        }
        return found.activePid() != 0;
    }

    private interface Question {
        ReplicationSlot ask(Connection connection) throws SQLException;
    }

    private ReplicationSlot ask(Question question) {
        try (Connection connection = Database.connect(database)) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new FlinkRuntimeException(
                    "Postgres at " + database.connection().server() + " did not answer", e);
        }
    }
}
