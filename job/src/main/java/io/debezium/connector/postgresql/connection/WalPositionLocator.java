package io.debezium.connector.postgresql.connection;

import java.util.Optional;

/**
 * Stands in for Debezium's class of the same name, ahead of it on the class path. Debezium's looks
 * for the change to go on with by its position, and skips what comes before; but positions are not
 * unique and not in the order of the stream, so that it can skip changes that nobody has seen
 * (FLINK-39265), and it waits for a change before it moves at all (FLINK-40538). This one never
 * looks: the slot sends what its reader has not confirmed, and all of it is passed on.
 */
public class WalPositionLocator {
    /** For Debezium's call; a stored position has no say here. */
    public WalPositionLocator(Lsn lastCommitStoredLsn, Lsn lastEventStoredLsn) {}

    public WalPositionLocator() {}

    public Optional<Lsn> resumeFromLsn(Lsn currentLsn, ReplicationMessage message) {
        return Optional.of(currentLsn);
    }

    public boolean skipMessage(Lsn lsn) {
        return false;
    }

    public void enableFiltering() {}

    public boolean searchingEnabled() {
        return false;
    }

    public Lsn getLastEventStoredLsn() {
        return null;
    }
}
