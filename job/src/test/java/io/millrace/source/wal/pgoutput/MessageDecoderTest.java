package io.millrace.source.wal.pgoutput;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageDecoderTest {
    private static final long LSN = 0x1_2345_6789L;

    /** 1 January 2000 is where Postgres counts from. */
    private static final long ONE_MICRO_INTO_2000 = 946_684_800_000_001L;

    @Test
    void aBeginTellsItsCommitAndItsTransaction() {
        assertThat(MessageBytes.of('B').int64(LSN).int64(1).int32(0xFFFF_FFFEL).decode())
                .isEqualTo(new Begin(LSN, ONE_MICRO_INTO_2000, 4_294_967_294L));
    }

    @Test
    void aCommitTellsWhereItEnds() {
        assertThat(MessageBytes.of('C').int8(0).int64(LSN).int64(LSN + 48).int64(1).decode())
                .isEqualTo(new Commit(LSN, LSN + 48, ONE_MICRO_INTO_2000));
    }

    @Test
    void anOriginNamesWhereTheTransactionComesFrom() {
        assertThat(MessageBytes.of('O').int64(LSN).text("another").decode())
                .isEqualTo(new Origin(LSN, "another"));
    }

    @ParameterizedTest
    @CsvSource({"d, DEFAULT", "n, NOTHING", "f, FULL", "i, INDEX"})
    void aRelationDescribesATable(char letter, ReplicaIdentity identity) {
        PgoutputMessage relation =
                MessageBytes.of('R')
                        .int32(0x8000_0001L)
                        .text("shop")
                        .text("Käse")
                        .int8(letter)
                        .int16(2)
                        .int8(1)
                        .text("id")
                        .int32(23)
                        .int32(-1)
                        .int8(0)
                        .text("price")
                        .int32(1700)
                        .int32(655366)
                        .decode();

        assertThat(relation)
                .isEqualTo(
                        new Relation(
                                2_147_483_649L,
                                new TableName("shop", "Käse"),
                                identity,
                                List.of(
                                        new RelationColumn(true, "id", 23, -1),
                                        new RelationColumn(false, "price", 1700, 655366))));
    }

    @Test
    void theSystemSchemaIsSentAsNothing() {
        assertThat(MessageBytes.of('Y').int32(600).text("").text("point").decode())
                .isEqualTo(new Type(600, "pg_catalog", "point"));
        assertThat(MessageBytes.of('Y').int32(16_400).text("public").text("mood").decode())
                .isEqualTo(new Type(16_400, "public", "mood"));
    }

    @Test
    void anInsertHasARow() {
        Insert insert =
                (Insert)
                        MessageBytes.of('I')
                                .int32(7)
                                .int8('N')
                                .tuple("1", null, "ä\n", "")
                                .decode();

        assertThat(insert.relationId()).isEqualTo(7);
        Tuple row = insert.row();
        assertThat(row.size()).isEqualTo(4);
        assertThat(row.text(0)).isEqualTo("1");
        assertThat(row.isNull(1)).isTrue();
        assertThat(row.hasText(1)).isFalse();
        assertThat(row.text(2)).isEqualTo("ä\n");
        assertThat(row.text(3)).isEmpty();
        assertThat(row.hasText(3)).isTrue();
        assertThat(new String(row.bytes(), row.start(2), 3, StandardCharsets.UTF_8))
                .isEqualTo("ä\n");
        assertThat(row.end(2) - row.start(2)).isEqualTo(3);
    }

    @Test
    void whatIsLeftOutIsNeitherNullNorText() {
        Insert insert =
                (Insert)
                        MessageBytes.of('I')
                                .int32(7)
                                .int8('N')
                                .int16(2)
                                .int8('u')
                                .int8('t')
                                .counted("1")
                                .decode();

        assertThat(insert.row().isUnchanged(0)).isTrue();
        assertThat(insert.row().isNull(0)).isFalse();
        assertThat(insert.row().hasText(0)).isFalse();
        assertThat(insert.row().text(1)).isEqualTo("1");
    }

    @Test
    void anUpdateHasTheOldRowTheOldKeyOrNeither() {
        Update alone = (Update) MessageBytes.of('U').int32(7).int8('N').tuple("1", "b").decode();
        assertThat(alone.old()).isEqualTo(OldRow.Absent.ABSENT);
        assertThat(alone.row().text(1)).isEqualTo("b");

        Update moved =
                (Update)
                        MessageBytes.of('U')
                                .int32(7)
                                .int8('K')
                                .tuple("0", null)
                                .int8('N')
                                .tuple("1", "b")
                                .decode();
        assertThat(((OldRow.Key) moved.old()).tuple().text(0)).isEqualTo("0");
        assertThat(moved.row().text(0)).isEqualTo("1");

        Update whole =
                (Update)
                        MessageBytes.of('U')
                                .int32(7)
                                .int8('O')
                                .tuple("1", "a")
                                .int8('N')
                                .tuple("1", "b")
                                .decode();
        assertThat(((OldRow.Whole) whole.old()).tuple().text(1)).isEqualTo("a");
        assertThat(whole.row().text(1)).isEqualTo("b");
        assertThat(whole.relationId()).isEqualTo(7);
    }

    @Test
    void aDeleteHasTheOldRowOrTheOldKey() {
        Delete byKey = (Delete) MessageBytes.of('D').int32(7).int8('K').tuple("1", null).decode();
        assertThat(((OldRow.Key) byKey.old()).tuple().text(0)).isEqualTo("1");

        Delete whole = (Delete) MessageBytes.of('D').int32(7).int8('O').tuple("1", "a").decode();
        assertThat(((OldRow.Whole) whole.old()).tuple().text(1)).isEqualTo("a");
        assertThat(whole.relationId()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"0, false, false", "1, true, false", "2, false, true", "3, true, true"})
    void aTruncateNamesTheTablesThatAreEmpty(int options, boolean cascade, boolean restart) {
        assertThat(
                        MessageBytes.of('T')
                                .int32(2)
                                .int8(options)
                                .int32(7)
                                .int32(0xFFFF_FFFFL)
                                .decode())
                .isEqualTo(new Truncate(List.of(7L, 4_294_967_295L), cascade, restart));
    }

    @Test
    void aMessageIsAnyBytesUnderAPrefix() {
        Message message =
                (Message)
                        MessageBytes.of('M')
                                .int8(1)
                                .int64(LSN)
                                .text("millrace.annotations.set")
                                .counted("{\"by\": \"ключ\"}")
                                .decode();

        assertThat(message.transactional()).isTrue();
        assertThat(message.lsn()).isEqualTo(LSN);
        assertThat(message.prefix()).isEqualTo("millrace.annotations.set");
        assertThat(StandardCharsets.UTF_8.decode(message.content()).toString())
                .isEqualTo("{\"by\": \"ключ\"}");
        assertThat(message.content().isReadOnly()).isTrue();
    }

    @Test
    void aMessageMayStandOutsideTransactionsAndBeEmpty() {
        Message message =
                (Message) MessageBytes.of('M').int8(0).int64(LSN).text("").int32(0).decode();

        assertThat(message.transactional()).isFalse();
        assertThat(message.content().remaining()).isZero();
    }

    @Test
    void aMessageMayStandAnywhereInABuffer() {
        byte[] message = MessageBytes.of('I').int32(7).int8('N').tuple("1", "b").array();
        ByteBuffer amongOthers = ByteBuffer.allocate(100).position(30).slice();
        amongOthers.put(5, message).position(5).limit(5 + message.length);
        ByteBuffer direct = ByteBuffer.allocateDirect(message.length).put(message).flip();

        assertThat(((Insert) MessageDecoder.decode(amongOthers)).row().text(1)).isEqualTo("b");
        assertThat(amongOthers.position()).isEqualTo(5);
        assertThat(((Insert) MessageDecoder.decode(direct)).row().text(1)).isEqualTo("b");
        assertThat(((Insert) MessageDecoder.decode(direct.asReadOnlyBuffer())).row().text(1))
                .isEqualTo("b");
        assertThat(direct.position()).isZero();
    }

    @Test
    void columnsAreComparedByTheirBytes() {
        Update update =
                (Update)
                        MessageBytes.of('U')
                                .int32(7)
                                .int8('O')
                                .tuple("1", "a", null, null, "x")
                                .int8('N')
                                .int16(5)
                                .int8('t')
                                .counted("1")
                                .int8('t')
                                .counted("ab")
                                .int8('n')
                                .int8('t')
                                .counted("")
                                .int8('u')
                                .decode();
        Tuple old = ((OldRow.Whole) update.old()).tuple();

        assertThat(update.row().sameValue(0, old)).isTrue();
        assertThat(update.row().sameValue(1, old)).isFalse();
        assertThat(update.row().sameValue(2, old)).isTrue();
        assertThat(update.row().sameValue(3, old)).isFalse();
        assertThat(update.row().sameValue(4, old)).isFalse();
    }
}
