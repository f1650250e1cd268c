package io.millrace.source.cdc;

import io.millrace.change.Lsn;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.Database;
import io.millrace.postgres.ReplicationSlot;
import io.millrace.source.PositionLostException;
import io.millrace.source.SlotLifecycle;
import io.millrace.source.SlotSpec;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.flink.util.FlinkRuntimeException;

/** Asks Postgres, on every start and restore, whether the slot still holds all that is needed. */
final class SlotGuard implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SourceSpec database;
    private final String slot;

    SlotGuard(SlotSpec spec) {
        this.database = spec.database();
        this.slot = spec.slot();
    }

    void registerPassword() {
        SourcePassword.register(database);
    }

    /**
     * @throws PositionLostException if the slot is gone or invalid
     * @throws FlinkRuntimeException if Postgres does not answer
     */
    ReplicationSlot requireSlot() {
        registerPassword();
        Optional<ReplicationSlot> found = find();
        SlotLifecycle.whyUnusable(slot, database.database(), found).ifPresent(this::refuse);
        return found.orElseThrow();
    }

    /**
     * @param lsn the last position that the restored state has seen
     * @return the position from which the slot sends changes
     * @throws PositionLostException if the slot may have been told to forget later changes
     */
    long requireChangesAfter(long lsn) {
        long confirmed = requireSlot().confirmedFlushLsn();
        if (confirmed > lsn) {
            refuse(
                    "The replication slot '"
                            + slot
                            + "' begins at "
                            + Lsn.format(confirmed)
                            + ", after the checkpoint's position "
                            + Lsn.format(lsn));
        }
        return confirmed;
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
            refuse("The replication slot '" + slot + "' was replaced by a new one");
        }
        return found.activePid() != 0;
    }

    private Optional<ReplicationSlot> find() {
        try (Connection connection = Database.connect(database)) {
            return ReplicationSlot.find(connection, slot);
        } catch (SQLException e) {
            throw new FlinkRuntimeException(
                    "Postgres at "
                            + database.hostname()
                            + ":"
                            + database.port()
                            + " did not answer",
                    e);
        }
    }

    private void refuse(String reason) {
        throw new PositionLostException(
                reason
                        + ", so that changes since the last checkpoint would be missing. Resume from"
                        + " a newer savepoint, or begin anew with --fresh, which reads the tables"
                        + " again");
    }
}
