package io.millrace.pipeline.control;

import io.millrace.backfill.Backfill;
import io.millrace.backfill.BackfillRequest;
import io.millrace.backfill.BackfillTable;
import io.millrace.backfill.OpenBackfillException;
import io.millrace.config.InvalidPipelineException;
import io.millrace.config.PipelineSpec;
import io.millrace.config.Problem;
import io.millrace.postgres.Database;
import io.millrace.postgres.ReplicationSlot;
import io.millrace.source.SlotSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * The backfills of a pipeline, as its users have them in hand. Needs no pipeline that runs: they
 * share nothing but the {@link BackfillTable}.
 *
 * <p>All methods throw a {@link BackfillException} where the server does not do what it should.
 */
public final class BackfillControl implements AutoCloseable {
    private final PipelineSpec pipeline;
    private final Connection connection;
    private final BackfillTable table;

    private BackfillControl(PipelineSpec pipeline, Connection connection) {
        this.pipeline = pipeline;
        this.connection = connection;
        this.table = new BackfillTable(connection);
    }

    public static BackfillControl open(PipelineSpec pipeline) {
        try {
            return new BackfillControl(pipeline, Database.connect(pipeline.source()));
        } catch (SQLException e) {
            throw BackfillException.of(e, pipeline.source());
        }
    }

    /**
     * Requests a backfill of each table, all or none.
     *
     * @param where a condition of Postgres on the tables' columns; null for all rows
     * @return what was requested, in the order of the flows
     * @throws WrongNameException if the scope names what there is not
     * @throws InvalidPipelineException if a flow has tables that cannot be read
     * @throws OpenBackfillException if a flow has an open one of a table already
     */
    public List<Backfill> start(BackfillScope scope, @Nullable String where) {
        return asked(
                () -> {
                    List<BackfillRequest> requests =
                            new Requests(pipeline, connection).of(scope, where);
                    refuseIf(table.problem(pipeline.source()));
                    table.create();
                    List<Long> ids = table.request(pipeline.name(), requests);
                    return withIds(ids);
                });
    }

    /** All backfills of the pipeline, by id. */
    public List<Backfill> list() {
        return asked(
                () -> {
                    if (!table.exists()) {
                        return List.of();
                    }
                    refuseIf(table.problem(pipeline.source()));
                    return table.list(pipeline.name());
                });
    }

    /**
     * The backfills of these ids, by id.
     *
     * @throws WrongNameException if the pipeline has none of an id
     */
    public List<Backfill> ofIds(Collection<Long> ids) {
        return new ListedBackfills(pipeline, list()).ofIds(ids);
    }

    /**
     * Gives an order to those of these ids.
     *
     * @return as they are now
     * @throws WrongNameException if there is none of an id; nothing was changed
     * @throws BackfillException also if one is in a phase that does not allow it; others may have
     *     been changed
     */
    public List<Backfill> give(BackfillOrder order, Collection<Long> ids) {
        ofIds(ids);
        return asked(
                () -> {
                    Set<Long> refused = new LinkedHashSet<>();
                    for (Long id : ids) {
                        if (!order.give(table, id)) {
                            refused.add(id);
                        }
                    }
                    if (!refused.isEmpty()) {
                        throw new BackfillException(refusal(order, withIds(refused)));
                    }
                    return withIds(ids);
                });
    }

    /**
     * Gives an order to those of a scope whose phase allows it.
     *
     * @return these, as they are now
     * @throws WrongNameException if the scope names what no backfill has
     */
    public List<Backfill> give(BackfillOrder order, BackfillScope scope) {
        List<Backfill> meant = new ListedBackfills(pipeline, list()).in(scope);
        return asked(
                () -> {
                    List<Long> done = new ArrayList<>();
                    for (Backfill backfill : meant) {
                        if (order.give(table, backfill.id())) {
                            done.add(backfill.id());
                        }
                    }
                    return withIds(done);
                });
    }

    private List<Backfill> withIds(Collection<Long> ids) throws SQLException {
        return table.list(pipeline.name()).stream()
                .filter(backfill -> ids.contains(backfill.id()))
                .toList();
    }

    private static String refusal(BackfillOrder order, List<Backfill> refused) {
        return refused.stream()
                .map(
                        backfill ->
                                "The backfill "
                                        + backfill.id()
                                        + " is "
                                        + backfill.phase()
                                        + ", and cannot be "
                                        + order.done()
                                        + ".")
                .collect(Collectors.joining(" "));
    }

    /** Whether somebody reads the pipeline's slot, so that backfills are seen to. */
    public boolean running() {
        String slot = SlotSpec.of(pipeline.name(), pipeline.source(), List.of()).slot();
        return asked(
                () ->
                        ReplicationSlot.find(connection, slot)
                                .filter(found -> found.activePid() != 0)
                                .isPresent());
    }

    @Override
    public void close() {
        asked(
                () -> {
                    connection.close();
                    return null;
                });
    }

    private void refuseIf(Optional<Problem> problem) {
        problem.ifPresent(
                found -> {
                    throw BackfillException.of(found);
                });
    }

    private <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            throw BackfillException.of(e, pipeline.source());
        }
    }

    private interface Question<T> {
        T ask() throws SQLException;
    }
}
