package io.millrace.source;

import io.millrace.change.Lsn;
import io.millrace.change.TableName;
import io.millrace.postgres.Publication;
import io.millrace.postgres.ReplicationSlot;
import io.millrace.postgres.Table;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a slot and its publication must be for changes to come without a gap. A reader asks before
 * each stretch of reading.
 */
public final class SlotDemands implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String database;
    private final String slot;
    private final String publication;
    private final List<TableName> tables;

    public SlotDemands(SlotSpec spec) {
        this.database = spec.database().connection().database();
        this.slot = spec.slot();
        this.publication = spec.publication();
        this.tables = spec.tables().stream().map(Table::name).toList();
    }

    /**
     * @return the slot as it is now
     * @throws PositionLostException if it is gone, invalid, or not ours
     */
    public ReplicationSlot requireSlot(Connection connection) throws SQLException {
        Optional<ReplicationSlot> found = ReplicationSlot.find(connection, slot);
        whyUnusable(found).ifPresent(SlotDemands::refuse);
        return found.orElseThrow();
    }

    /**
     * @param lsn the position up to which the reader has seen every transaction
     * @return the slot as it is now
     * @throws PositionLostException if it may have been told to forget later transactions
     */
    public ReplicationSlot requireChangesAfter(Connection connection, long lsn)
            throws SQLException {
        ReplicationSlot found = requireSlot(connection);
        if (found.confirmedFlushLsn() > lsn) {
            refuse(
                    "The replication slot '"
                            + slot
                            + "' begins at "
                            + Lsn.format(found.confirmedFlushLsn())
                            + ", after the checkpoint's position "
                            + Lsn.format(lsn));
        }
        return found;
    }

    /**
     * @throws PositionLostException if a table's changes are not published, or not all of them
     */
    public void requirePublished(Connection connection) throws SQLException {
        whyIncomplete(connection).ifPresent(SlotDemands::refuse);
    }

    /** Why changes may be missing from what the publication lets through; else empty. */
    public Optional<String> whyIncomplete(Connection connection) throws SQLException {
        return whyIncomplete(Publication.find(connection, publication));
    }

    /**
     * @throws PositionLostException with this reason, what it means, and the remedy
     */
    public static void refuse(String reason) {
        throw new PositionLostException(
                reason
                        + ", so that changes since the last checkpoint would be missing. Resume from"
                        + " a newer savepoint, or begin anew with --fresh, which reads the tables"
                        + " again");
    }

    /**
     * Why changes after a checkpoint cannot be had from this slot any more; else empty.
     *
     * @param found what Postgres says of it
     */
    Optional<String> whyUnusable(Optional<ReplicationSlot> found) {
        String subject = "The replication slot '" + slot + "' ";
        if (found.isEmpty()) {
            return Optional.of(subject + "is gone");
        }
        if (found.get().lost()) {
            return Optional.of(
                    subject
                            + "is invalid: Postgres has removed log that it needed"
                            + " (max_slot_wal_keep_size)");
        }
        String plugin = found.get().plugin();
        String itsDatabase = found.get().database();
        if (!plugin.equals(ReplicationSlot.PLUGIN) || !itsDatabase.equals(database)) {
            return Optional.of(
                    subject
                            + "is another's: it decodes the database '"
                            + itsDatabase
                            + "' by "
                            + plugin);
        }
        return Optional.empty();
    }

    /** Why changes may be missing from what this publication lets through; else empty. */
    Optional<String> whyIncomplete(Optional<Publication> found) {
        String subject = "The publication '" + publication + "' ";
        if (found.isEmpty()) {
            return Optional.of(subject + "is gone");
        }
        Set<TableName> missing = new TreeSet<>(tables);
        missing.removeAll(found.get().tables());
        if (!missing.isEmpty()) {
            return Optional.of(
                    subject
                            + "lacks "
                            + missing.stream()
                                    .map(TableName::toString)
                                    .collect(Collectors.joining(", ")));
        }
        return found.get().complete() && found.get().viaPartitionRoot()
                ? Optional.empty()
                : Optional.of(subject + "does not publish every change");
    }
}
