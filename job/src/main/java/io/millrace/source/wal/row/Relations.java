package io.millrace.source.wal.row;

import io.millrace.postgres.CommitVisibility;
import io.millrace.postgres.Table;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Relation;
import io.millrace.source.wal.type.TypeCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of a stream, each as its newest {@link Relation} message describes it. A table that is
 * renamed or made anew is told by its id, as in the log. Serves one thread and one connection: a
 * new stream sends its relations again.
 */
public final class Relations {
    private final WantedTables tables;
    private final Map<Long, Optional<RelationDecoder>> decoders = new HashMap<>();
    private final TypeCatalog types;
    private final Connection connection;
    private final CommitVisibility visibility;

    private long transactionId;
    private long lastId = -1;
    private Optional<RelationDecoder> last = Optional.empty();

    /**
     * @param tables tells whose changes are wanted
     * @param connection as {@link RelationDecoder#of} needs it
     */
    public Relations(WantedTables tables, TypeCatalog types, Connection connection) {
        this.tables = tables;
        this.types = types;
        this.connection = connection;
        this.visibility = new CommitVisibility(connection);
    }

    /** What follows is of this top-level transaction. */
    public void transactionBegins(long id) {
        transactionId = id;
        types.transactionBegins(id);
    }

    /**
     * From here on the changes of this id are of this table. What is looked up for them may be of
     * the transaction itself, so that it must be seen first.
     *
     * @throws io.millrace.source.PositionLostException as {@link WantedTables#of}
     */
    public void put(Relation relation) throws SQLException {
        visibility.await(transactionId);
        Optional<Table> table = tables.of(relation);
        decoders.put(
                relation.id(),
                table.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                RelationDecoder.of(relation, table.get(), types, connection)));
        lastId = -1;
    }

    /**
     * What decodes the changes of a table; empty if they are not wanted.
     *
     * @throws IllegalStateException if no message has described the table
     */
    public Optional<RelationDecoder> decoder(long relationId) {
        if (relationId != lastId) {
            Optional<RelationDecoder> decoder = decoders.get(relationId);
            if (decoder == null) {
                throw new IllegalStateException(
                        "The log has not described the table with the oid " + relationId);
            }
            last = decoder;
            lastId = relationId;
        }
        return last;
    }
}
