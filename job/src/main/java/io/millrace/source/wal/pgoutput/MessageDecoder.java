package io.millrace.source.wal.pgoutput;

import io.millrace.change.TableName;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Begin;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Commit;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Delete;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Insert;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Message;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Origin;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Relation;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Truncate;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Type;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Update;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes the messages of {@code pgoutput} as a slot sends them for {@code proto_version '1'}, with
 * or without {@code messages 'true'}, in text format. It keeps nothing from one to the next. See
 * "Logical Replication Message Formats" in Postgres's documentation of its protocol.
 */
public final class MessageDecoder {
    /** From the Unix epoch to the one of Postgres, 1 January 2000. */
    private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;

    private MessageDecoder() {}

    /**
     * Decodes one message, which fills the buffer from its position to its limit; the position
     * stays as it is. Rows point into the buffer: see {@link Tuple}.
     *
     * @throws MalformedMessageException if the bytes are no message, or one of another version
     */
    public static PgoutputMessage decode(ByteBuffer message) {
        MessageInput in = new MessageInput(message);
        PgoutputMessage decoded = decode(in);
        in.requireEnd();
        return decoded;
    }

    private static PgoutputMessage decode(MessageInput in) {
        return switch (in.int8()) {
            case MessageKind.BEGIN -> begin(in);
            case MessageKind.COMMIT -> commit(in);
            case MessageKind.ORIGIN -> new Origin(in.int64(), in.text());
            case MessageKind.RELATION -> relation(in);
            case MessageKind.TYPE -> new Type(in.unsigned32(), schema(in), in.text());
            case MessageKind.INSERT -> new Insert(in.unsigned32(), newRow(in));
            case MessageKind.UPDATE -> update(in);
            case MessageKind.DELETE -> delete(in);
            case MessageKind.TRUNCATE -> truncate(in);
            case MessageKind.MESSAGE -> message(in);
            default -> throw in.unexpected("version 1 of the protocol has no such message");
        };
    }

    private static Begin begin(MessageInput in) {
        return new Begin(in.int64(), micros(in), in.unsigned32());
    }

    private static Commit commit(MessageInput in) {
        byte flags = in.int8();
        if (flags != 0) {
            throw in.unexpected("unknown flags " + flags);
        }
        return new Commit(in.int64(), in.int64(), micros(in));
    }

    private static Relation relation(MessageInput in) {
        long id = in.unsigned32();
        TableName table = new TableName(schema(in), in.text());
        ReplicaIdentity identity = identity(in);
        int count = in.unsigned16();
        List<RelationColumn> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean partOfIdentity = (in.int8() & 1) != 0;
            columns.add(new RelationColumn(partOfIdentity, in.text(), in.unsigned32(), in.int32()));
        }
        return new Relation(id, table, identity, columns);
    }

    private static ReplicaIdentity identity(MessageInput in) {
        return switch (in.int8()) {
            case 'd' -> ReplicaIdentity.DEFAULT;
            case 'n' -> ReplicaIdentity.NOTHING;
            case 'f' -> ReplicaIdentity.FULL;
            case 'i' -> ReplicaIdentity.INDEX;
            default -> throw in.unexpected("an unknown replica identity");
        };
    }

    private static Update update(MessageInput in) {
        long relationId = in.unsigned32();
        return switch (in.int8()) {
            case 'K' -> new Update(relationId, new OldRow.Key(Tuple.read(in)), newRow(in));
            case 'O' -> new Update(relationId, new OldRow.Whole(Tuple.read(in)), newRow(in));
            case 'N' -> new Update(relationId, OldRow.Absent.ABSENT, Tuple.read(in));
            default -> throw in.unexpected("an unknown kind of row");
        };
    }

    private static Delete delete(MessageInput in) {
        long relationId = in.unsigned32();
        return switch (in.int8()) {
            case 'K' -> new Delete(relationId, new OldRow.Key(Tuple.read(in)));
            case 'O' -> new Delete(relationId, new OldRow.Whole(Tuple.read(in)));
            default -> throw in.unexpected("an unknown kind of row");
        };
    }

    private static Tuple newRow(MessageInput in) {
        if (in.int8() != 'N') {
            throw in.unexpected("no new row");
        }
        return Tuple.read(in);
    }

    private static Truncate truncate(MessageInput in) {
        int count = in.count();
        byte options = in.int8();
        List<Long> relationIds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            relationIds.add(in.unsigned32());
        }
        return new Truncate(relationIds, (options & 1) != 0, (options & 2) != 0);
    }

    private static Message message(MessageInput in) {
        boolean transactional = (in.int8() & 1) != 0;
        long lsn = in.int64();
        String prefix = in.text();
        int length = in.length();
        ByteBuffer content =
                ByteBuffer.wrap(in.bytes(), in.offset(), length).slice().asReadOnlyBuffer();
        in.skip(length);
        return new Message(transactional, lsn, prefix, content);
    }

    /** The schema {@code pg_catalog} is sent as an empty text. */
    private static String schema(MessageInput in) {
        String schema = in.text();
        return schema.isEmpty() ? "pg_catalog" : schema;
    }

    private static long micros(MessageInput in) {
        return in.int64() + POSTGRES_EPOCH_MICROS;
    }
}
