package io.millrace.source.wal;

import io.millrace.change.Action;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.postgres.TransactionIds;
import io.millrace.source.UnreadableChangeException;
import io.millrace.source.wal.pgoutput.PgoutputMessage;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Begin;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Commit;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Delete;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Insert;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Message;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Relation;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Truncate;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Update;
import io.millrace.source.wal.row.RelationDecoder;
import io.millrace.source.wal.row.Relations;
import io.millrace.source.wal.row.RowImage;
import java.sql.SQLException;
import java.util.Optional;
import javax.annotation.Nullable;

/**
 * Makes changes of one stream's messages, each with its position, and leaves out those that were
 * read before. What a table that is not wanted has in a transaction counts in the positions, so
 * that they do not depend on what is wanted.
 */
final class Transactions {
    private final Relations relations;
    private final Annotations annotations;
    private final OpenBatch batch;
    private final TransactionIds ids;
    @Nullable private Begin open;
    private long transactionId;
    private long index;

    Transactions(
            Relations relations, Annotations annotations, OpenBatch batch, TransactionIds ids) {
        this.relations = relations;
        this.annotations = annotations;
        this.batch = batch;
        this.ids = ids;
    }

    /** Whether the stream stands inside a transaction. */
    boolean isOpen() {
        return open != null;
    }

    /**
     * @throws SQLException if the server does not answer what a value needs; the stream is of no
     *     use then
     */
    void accept(PgoutputMessage message) throws SQLException {
        if (message instanceof Insert insert) {
            insert(insert);
        } else if (message instanceof Update update) {
            update(update);
        } else if (message instanceof Delete delete) {
            delete(delete);
        } else if (message instanceof Begin begin) {
            open = begin;
            index = 0;
            annotations.transactionBegins();
            transactionId = ids.whole(begin.transactionId());
            relations.transactionBegins(transactionId);
        } else if (message instanceof Commit commit) {
            open = null;
            batch.reached(commit.endLsn());
        } else if (message instanceof Relation relation) {
            requireOpen();
            relations.put(relation);
        } else if (message instanceof Truncate truncate) {
            truncate(truncate);
        } else if (message instanceof Message content) {
            annotations.accept(content);
        }
    }

    private void insert(Insert insert) throws SQLException {
        Optional<RelationDecoder> decoder = relations.decoder(insert.relationId());
        if (isNext() && decoder.isPresent()) {
            add(Action.INSERT, decoder.get().inserted(insert));
        }
    }

    /** An update of the key is two changes: the row of the old key goes, one of the new comes. */
    private void update(Update update) throws SQLException {
        Optional<RelationDecoder> decoder = relations.decoder(update.relationId());
        if (decoder.isEmpty()) {
            index++;
            return;
        }
        boolean keyChanged = decoder.get().keyChanged(update);
        if (keyChanged && isNext()) {
            add(Action.DELETE, decoder.get().before(update).orElseThrow());
        }
        if (isNext()) {
            RowImage row = decoder.get().updated(update);
            if (keyChanged) {
                add(Action.INSERT, row);
            } else {
                add(Action.UPDATE, row, decoder.get().changes(update).orElse(null));
            }
        }
    }

    private void delete(Delete delete) throws SQLException {
        Optional<RelationDecoder> decoder = relations.decoder(delete.relationId());
        if (isNext() && decoder.isPresent()) {
            add(Action.DELETE, decoder.get().deleted(delete));
        }
    }

    private void truncate(Truncate truncate) {
        for (long relationId : truncate.relationIds()) {
            Optional<RelationDecoder> decoder = relations.decoder(relationId);
            if (isNext() && decoder.isPresent()) {
                batch.add(RowChange.truncate(decoder.get().table(), origin()));
            }
        }
    }

    /** Counts a change, and tells whether it was not read before. */
    private boolean isNext() {
        requireOpen();
        index++;
        Position last = batch.last();
        return open.commitLsn() > last.lsn()
                || open.commitLsn() == last.lsn() && index > last.index();
    }

    private Origin origin() {
        return new Origin(
                new Position(open.commitLsn(), index),
                transactionId,
                open.committedAtMicros(),
                annotations.current());
    }

    private void requireOpen() {
        if (open == null) {
            throw new UnreadableChangeException("The log has a change outside of a transaction");
        }
    }

    private void add(Action action, RowImage row) {
        add(action, row, null);
    }

    private void add(Action action, RowImage row, @Nullable Json changes) {
        batch.add(new RowChange(action, row.key(), row.record(), row.gaps(), changes, origin()));
    }
}
