package io.millrace.source.wal.pgoutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedMessageTest {
    static Stream<Arguments> messages() {
        return Stream.of(
                arguments("a Begin message", MessageBytes.of('B').int64(1).int64(1).int32(1)),
                arguments(
                        "a Commit message",
                        MessageBytes.of('C').int8(0).int64(1).int64(1).int64(1)),
                arguments("an Origin message", MessageBytes.of('O').int64(1).text("a")),
                arguments(
                        "a Relation message",
                        MessageBytes.of('R')
                                .int32(7)
                                .text("public")
                                .text("t")
                                .int8('d')
                                .int16(1)
                                .int8(1)
                                .text("id")
                                .int32(23)
                                .int32(-1)),
                arguments("a Type message", MessageBytes.of('Y').int32(7).text("a").text("b")),
                arguments(
                        "an Insert message",
                        MessageBytes.of('I').int32(7).int8('N').tuple("1", null, "abc")),
                arguments(
                        "an Update message",
                        MessageBytes.of('U')
                                .int32(7)
                                .int8('O')
                                .tuple("1", "a")
                                .int8('N')
                                .tuple("1", "b")),
                arguments("a Delete message", MessageBytes.of('D').int32(7).int8('K').tuple("1")),
                arguments(
                        "a Truncate message",
                        MessageBytes.of('T').int32(2).int8(0).int32(7).int32(8)),
                arguments(
                        "a Message message",
                        MessageBytes.of('M').int8(1).int64(1).text("a").counted("b")));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageThatEndsEarlyIsRefusedWithItsKindAndThePlace(String kind, MessageBytes message) {
        byte[] whole = message.array();
        for (int length = 1; length < whole.length; length++) {
            MalformedMessageException refusal = refusal(Arrays.copyOf(whole, length));
            assertThat(refusal.kind()).isEqualTo(kind);
            assertThat(refusal.position()).isBetween(1, length);
            assertThat(refusal)
                    .hasMessageStartingWith(
                            "Byte " + refusal.position() + " of " + kind + " of pgoutput: ")
                    .hasMessageContaining("bytes are left where");
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageThatGoesOnIsRefused(String kind, MessageBytes message) {
        int length = message.array().length;

        assertThat(refusal(message.int8(0).array()))
                .hasMessage(
                        "Byte " + length + " of " + kind + " of pgoutput: 1 bytes are left over");
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                arguments(MessageBytes.of('I').int32(7).int8('K'), 5, "no new row"),
                arguments(MessageBytes.of('U').int32(7).int8('X'), 5, "an unknown kind of row"),
                arguments(
                        MessageBytes.of('U').int32(7).int8('K').tuple("1").int8('O'),
                        14,
                        "no new row"),
                arguments(MessageBytes.of('D').int32(7).int8('N'), 5, "an unknown kind of row"),
                arguments(
                        MessageBytes.of('I').int32(7).int8('N').int16(1).int8('x'),
                        8,
                        "a column of an unknown kind"),
                arguments(
                        MessageBytes.of('I').int32(7).int8('N').int16(1).int8('b').counted("1"),
                        8,
                        "a binary value, where text was asked for"),
                arguments(
                        MessageBytes.of('I').int32(7).int8('N').int16(1).int8('t').int32(-5),
                        9,
                        "a length of -5"),
                arguments(
                        MessageBytes.of('I').int32(7).int8('N').int16(1).int8('t').int32(1 << 30),
                        13,
                        "0 bytes are left where 1073741824 belong"),
                arguments(
                        MessageBytes.of('I').int32(7).int8('N').int16(0xFFFF),
                        8,
                        "0 bytes are left where 65535 belong"),
                arguments(
                        MessageBytes.of('R').int32(7).text("a").text("b").int8('z'),
                        9,
                        "an unknown replica identity"),
                arguments(MessageBytes.of('C').int8(4), 1, "unknown flags 4"),
                arguments(MessageBytes.of('T').int32(-1).int8(0), 1, "a count of -1"),
                arguments(
                        MessageBytes.of('T').int32(1 << 30).int8(0),
                        6,
                        "0 bytes are left where 4 belong"),
                arguments(
                        MessageBytes.of('M').int8(1).int64(1).text("a").int32(-1),
                        12,
                        "a length of -1"));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void whatCannotBeIsRefusedWithThePlace(MessageBytes message, int position, String problem) {
        MalformedMessageException refusal = refusal(message.array());

        assertThat(refusal).hasMessageEndingWith(": " + problem);
        assertThat(refusal.position()).isEqualTo(position);
    }

    @Test
    void anUnknownKindOfMessageIsRefused() {
        assertThat(refusal(new byte[] {'S', 0, 0, 0, 1, 1}))
                .hasMessage(
                        "Byte 0 of a message of the unknown kind 'S' of pgoutput: version 1 of the"
                                + " protocol has no such message");
        assertThat(refusal(new byte[] {(byte) 0xff}).kind())
                .isEqualTo("a message of the unknown kind 0xff");
    }

    @Test
    void anEmptyMessageIsRefused() {
        assertThat(refusal(new byte[0]))
                .hasMessage(
                        "Byte 0 of an empty message of pgoutput: 0 bytes are left where 1 belong");
    }

    @Test
    void aColumnWithoutTextHasNone() {
        PgoutputMessage.Insert insert =
                (PgoutputMessage.Insert)
                        MessageBytes.of('I').int32(7).int8('N').tuple((String) null).decode();

        assertThatThrownBy(() -> insert.row().text(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The column 0 has no text");
    }

    private static MalformedMessageException refusal(byte[] message) {
        return catchThrowableOfType(
                MalformedMessageException.class,
                () -> MessageDecoder.decode(ByteBuffer.wrap(message)));
    }
}
