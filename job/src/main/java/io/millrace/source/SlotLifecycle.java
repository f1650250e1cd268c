package io.millrace.source;

import io.millrace.change.TableName;
import io.millrace.config.InvalidPipelineException;
import io.millrace.config.Place;
import io.millrace.config.Problem;
import io.millrace.postgres.Publication;
import io.millrace.postgres.ReplicationSlot;
import io.millrace.postgres.ServerSettings;
import io.millrace.postgres.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates publication and slot before a job starts, and checks them before it resumes. The
 * publication comes first: a slot decodes its log by the publications of that time.
 */
public final class SlotLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SlotLifecycle.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Connection connection;
    private final SlotSpec spec;
    private final ChangeReader reader;

    public SlotLifecycle(Connection connection, SlotSpec spec, ChangeReader reader) {
        this.connection = connection;
        this.spec = spec;
        this.reader = reader;
    }

    /**
     * Makes the slot ready.
     *
     * @return the position from which the slot sends changes
     * @throws InvalidPipelineException if the slot does not fit the start, with the remedy
     */
    public long prepare(SlotStart start) throws SQLException {
        Optional<ReplicationSlot> slot = ReplicationSlot.find(connection, spec.slot());
        switch (start) {
            case FIRST -> {
                if (slot.isPresent()) {
                    throw refuse(
                            "The replication slot '"
                                    + spec.slot()
                                    + "' is there, but the state that belongs to it is not",
                            "Start it where that state is (--state of millrace run, -s of flink"
                                    + " run), or begin anew with --fresh, which reads the tables"
                                    + " again.");
                }
                create();
            }
            case FRESH -> {
                slot.ifPresent(this::requireIdle);
                if (slot.isPresent()) {
                    ReplicationSlot.drop(connection, spec.slot());
                }
                create();
            }
            case RESUME -> {
                SlotDemands demands = new SlotDemands(spec);
                demands.whyUnusable(slot).ifPresent(this::refuseResume);
                slot.ifPresent(this::requireIdle);
                joinNewTables();
                demands.whyIncomplete(Publication.find(connection, spec.publication()))
                        .ifPresent(this::refuseResume);
            }
        }
        return ReplicationSlot.find(connection, spec.slot()).orElseThrow().confirmedFlushLsn();
    }

    private void create() throws SQLException {
        if (freeSlots() < 1) {
            throw refuse(
                    "The server has no free replication slot",
                    "Raise max_replication_slots, or drop a slot that pg_replication_slots shows"
                            + " as inactive.");
        }
        Publication.publish(connection, spec.publication(), tableNames());
        new NewTables(connection, spec).begin();
        Executor later =
                CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> notice = CompletableFuture.runAsync(this::tellWait, later);
        try {
            ReplicationSlot.create(connection, spec.slot());
        } finally {
            notice.cancel(false);
        }
    }

    private void joinNewTables() throws SQLException {
        NewTables tables = new NewTables(connection, spec);
        Set<TableName> unknown = tables.find();
        if (!unknown.isEmpty() && !reader.readsTablesAddedLater()) {
            throw refuse(
                    "The state knows nothing of "
                            + unknown.stream()
                                    .map(TableName::toString)
                                    .collect(Collectors.joining(", "))
                            + ", and the reader flink-cdc cannot begin with a table later",
                    "Begin anew with --fresh, or read through source.reader: wal.");
        }
        tables.join(unknown);
    }

    private void tellWait() {
        LOG.warn(
                "Creating the replication slot '{}' waits for all transactions that are in progress"
                        + " on the server; pg_stat_activity shows them",
                spec.slot());
    }

    private int freeSlots() throws SQLException {
        return ServerSettings.of(connection).freeReplicationSlots();
    }

    private void requireIdle(ReplicationSlot slot) {
        if (slot.activePid() != 0) {
            throw refuse(
                    "The replication slot '"
                            + spec.slot()
                            + "' is in use by the server process "
                            + slot.activePid(),
                    "Stop the other run of this pipeline first.");
        }
    }

    private List<TableName> tableNames() {
        return spec.tables().stream().map(Table::name).toList();
    }

    private void refuseResume(String reason) {
        throw refuse(
                reason + ", so that changes since the last checkpoint would be missing",
                "Begin anew with --fresh, which reads the tables again.");
    }

    private InvalidPipelineException refuse(String message, String remedy) {
        Place place = spec.database().place();
        return new InvalidPipelineException(List.of(new Problem(place, message, remedy)));
    }
}
