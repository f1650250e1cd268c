package io.millrace.change;

import static io.millrace.testing.SerializerAssertions.assertBytes;
import static io.millrace.testing.SerializerAssertions.assertRefusesLessThan;
import static io.millrace.testing.SerializerAssertions.assertSnapshot;
import static io.millrace.testing.SerializerAssertions.input;
import static io.millrace.testing.SerializerAssertions.readSnapshot;
import static io.millrace.testing.SerializerAssertions.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VocabularySerializersTest {
    private static final RowKey KEY = new RowKey(new TableName("shop", "größen"), "7,a\\,b");
    private static final String KEY_HEX =
            """
            00000004 73686f70
            00000008 6772c3b6c39f656e
            00000006 372c615c2c62
            """;
    private static final Origin ORIGIN =
            new Origin(
                    new Position(0x1_6B37_4D84L, 12),
                    4_000_000_000L,
                    1_767_225_600_123_456L,
                    Json.of("{}"));
    private static final String ORIGIN_HEX =
            """
            000000016b374d84
            000000000000000c
            00000000ee6b2800
            0006474846222240
            01 00000002 7b7d
            00
            """;
    private static final Origin READ_ORIGIN =
            Origin.ofRead(16, new Reading("f", new Snapshot(300, 302, List.of(300L))));
    private static final String READ_ORIGIN_HEX =
            """
            0000000000000010
            0000000000000000
            0000000000000000
            0000000000000000
            00
            01 00000001 66 ac02 02 01 00
            """;
    private static final RowChange CHANGE =
            new RowChange(
                    Action.UPDATE,
                    KEY,
                    Json.of("{\"a\": \"🍵\"}"),
                    Gaps.of(List.of("b", "c"), List.of(new Gaps.Computed("c", List.of("a")))),
                    Json.of("[]"),
                    ORIGIN);
    private static final String CHANGE_FIELDS_HEX =
            KEY_HEX
                    + """
            0000000d 7b2261223a2022f09f8db5227d
            """
                    + ORIGIN_HEX
                    + """
            02 00000002 00000001 62 00000001 63
            00000001 00000001 63 00000001 00000001 61
            01 00000002 5b5d
            """;

    static Stream<Arguments> values() {
        return Stream.of(
                arguments(new RowKeySerializer(), KEY, KEY_HEX),
                arguments(
                        new RowKeySerializer(),
                        new RowKey(new TableName("s", "t"), ""),
                        "00000001 73 00000001 74 00000000"),
                arguments(new RowChangeSerializer(), CHANGE, "75" + CHANGE_FIELDS_HEX),
                arguments(new RowChangeSerializer(), of(Action.INSERT), "69" + CHANGE_FIELDS_HEX),
                arguments(new RowChangeSerializer(), of(Action.DELETE), "64" + CHANGE_FIELDS_HEX),
                arguments(new RowChangeSerializer(), of(Action.READ), "72" + CHANGE_FIELDS_HEX),
                arguments(
                        new RowChangeSerializer(),
                        new RowChange(
                                Action.DELETE,
                                KEY,
                                Json.of("{}"),
                                Gaps.IDENTITY_ONLY,
                                null,
                                ORIGIN),
                        "64" + KEY_HEX + "00000002 7b7d" + ORIGIN_HEX + "01 00"),
                arguments(
                        new RowChangeSerializer(),
                        RowChange.of(Action.INSERT, KEY, Json.of("{}"), ORIGIN),
                        "69" + KEY_HEX + "00000002 7b7d" + ORIGIN_HEX + "00 00"),
                arguments(
                        new RowChangeSerializer(),
                        RowChange.of(Action.READ, KEY, Json.of("{}"), READ_ORIGIN),
                        "72" + KEY_HEX + "00000002 7b7d" + READ_ORIGIN_HEX + "00 00"),
                arguments(
                        new VersionedChangeSerializer(),
                        new VersionedChange(CHANGE, Long.MAX_VALUE, Json.of("0")),
                        "7fffffffffffffff 75" + CHANGE_FIELDS_HEX + "01 00000001 30"),
                arguments(
                        new FailedChangeSerializer(),
                        new FailedChange(new VersionedChange(CHANGE, 7), "why"),
                        "0000000000000007 75" + CHANGE_FIELDS_HEX + "00 00000003 776879"),
                arguments(
                        new EvaluationSerializer(),
                        new Evaluation(
                                Action.UPDATE,
                                KEY,
                                7,
                                ORIGIN,
                                List.of(
                                        new Document("r", "a", Json.of("{}")),
                                        new Document(null, "b", null)),
                                "g"),
                        "75"
                                + KEY_HEX
                                + "0000000000000007"
                                + ORIGIN_HEX
                                + """
                                00000002
                                01 00000001 72 00000001 61 01 00000002 7b7d
                                00 00000001 62 00
                                01 00000001 67
                                """),
                arguments(
                        new AddressSerializer(),
                        new Address("r", "7"),
                        "01 00000001 72 00000001 37"),
                arguments(new AddressSerializer(), new Address(null, "7"), "00 00000001 37"),
                arguments(
                        new ClaimSerializer(),
                        new Claim(
                                new Holder("flow", KEY),
                                Action.READ,
                                new Position(16, 2),
                                1,
                                "g",
                                new Delivery("r", "a", 9, null, 0)),
                        "00000004 666c6f77"
                                + KEY_HEX
                                + "72 0000000000000010 0000000000000002 00000001 01 00000001 67"
                                + "00000001 61 0000000000000009 0000000000000000 00 01 00000001"
                                + "72"),
                arguments(
                        new DeadLetterSerializer(),
                        new DeadLetter(
                                "f",
                                "s",
                                new DeadLetter.Subject(Action.UPDATE, KEY, new Position(16, 2), 9),
                                new Document("r", "a", null),
                                Json.of("{}"),
                                new DeadLetter.Failure("no", 3, 1_767_225_600_123L)),
                        "00000001 66 00000001 73 75"
                                + KEY_HEX
                                + """
                                0000000000000010 0000000000000002 0000000000000009
                                01 01 00000001 72 00000001 61 00
                                01 00000002 7b7d
                                00000002 6e6f 00000003 0000019b76daa87b
                                """),
                arguments(
                        new DeadLetterSerializer(),
                        DeadLetter.ofChange(
                                "f",
                                "s",
                                new VersionedChange(
                                        RowChange.of(Action.DELETE, KEY, Json.of("{}"), ORIGIN), 9),
                                new DeadLetter.Failure("", 1, 0)),
                        "00000001 66 00000001 73 64"
                                + KEY_HEX
                                + """
                                000000016b374d84 000000000000000c 0000000000000009
                                00
                                01 00000002 7b7d
                                00000000 00000001 0000000000000000
                                """),
                arguments(
                        new DeliverySerializer(),
                        new Delivery("r", "a", 9, null, 0),
                        "00000001 61 0000000000000009 0000000000000000 00 01 00000001 72"),
                arguments(
                        new DeliverySerializer(),
                        Delivery.upsert("a,b", 9, Json.of("{}"), 1_767_225_600_123_456L),
                        "00000003 612c62 0000000000000009 0006474846222240 01 00000002 7b7d 00"),
                arguments(
                        new DeliverySerializer(),
                        Delivery.delete("a,b", 10, 0),
                        "00000003 612c62 000000000000000a 0000000000000000 00 00"));
    }

    private static RowChange of(Action action) {
        return new RowChange(
                action, KEY, CHANGE.record(), CHANGE.gaps(), CHANGE.changes(), CHANGE.origin());
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void theBytesOfThePresentVersionsNeverChange(
            TypeSerializer<T> serializer, T value, String hex) throws IOException {
        assertBytes(serializer, value, hex);
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void bytesThatEndTooEarlyAreRefused(TypeSerializer<T> serializer, T value, String hex)
            throws IOException {
        assertRefusesLessThan(serializer, value);
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void immutableValuesAreNotCopied(TypeSerializer<T> serializer, T value, String hex) {
        assertThat(serializer.isImmutableType()).isTrue();
        assertThat(serializer.copy(value)).isSameAs(value);
        assertThat(serializer.copy(value, value)).isSameAs(value);
    }

    @Test
    void savepointsFindTheSerializersByTheirNames() throws IOException {
        assertSnapshot(new RowKeySerializer(), "io.millrace.change.RowKeySerializer", 1);
        assertSnapshot(new RowChangeSerializer(), "io.millrace.change.RowChangeSerializer", 4);
        assertSnapshot(
                new VersionedChangeSerializer(), "io.millrace.change.VersionedChangeSerializer", 4);
        assertSnapshot(new DeliverySerializer(), "io.millrace.change.DeliverySerializer", 2);
        assertSnapshot(
                new FailedChangeSerializer(), "io.millrace.change.FailedChangeSerializer", 4);
        assertSnapshot(new EvaluationSerializer(), "io.millrace.change.EvaluationSerializer", 3);
        assertSnapshot(new AddressSerializer(), "io.millrace.change.AddressSerializer", 1);
        assertSnapshot(new ClaimSerializer(), "io.millrace.change.ClaimSerializer", 1);
        assertSnapshot(new DeadLetterSerializer(), "io.millrace.change.DeadLetterSerializer", 1);
    }

    @Test
    void anEvaluationOfVersion1HadNoGroup() throws IOException {
        assertThat(
                        read(
                                "EvaluationSerializer",
                                1,
                                "75" + KEY_HEX + "0000000000000007" + logged() + "00000000"))
                .isEqualTo(new Evaluation(Action.UPDATE, KEY, 7, ORIGIN, List.of(), null));
    }

    @Test
    void earlierVersionsDidNotTellHowARowWasRead() throws IOException {
        assertThat(
                        read(
                                "EvaluationSerializer",
                                2,
                                "75" + KEY_HEX + "0000000000000007" + logged() + "0000000000"))
                .isEqualTo(new Evaluation(Action.UPDATE, KEY, 7, ORIGIN, List.of(), null));
        RowChange change = RowChange.of(Action.INSERT, KEY, Json.of("{}"), ORIGIN);
        String fields = "69" + KEY_HEX + "00000002 7b7d" + logged() + "00 00";
        assertThat(read("RowChangeSerializer", 3, fields)).isEqualTo(change);
        assertThat(read("VersionedChangeSerializer", 3, "0000000000000007" + fields + "00"))
                .isEqualTo(new VersionedChange(change, 7));
    }

    /** The origin without a reading. */
    private static String logged() {
        String fields = ORIGIN_HEX.strip();
        return fields.substring(0, fields.length() - 2);
    }

    private static Object read(String serializer, int version, String hex) throws IOException {
        byte[] written = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        return readSnapshot(snapshot("io.millrace.change." + serializer, version))
                .restoreSerializer()
                .deserialize(input(written));
    }

    @Test
    void aTextOfNegativeLengthIsRefused() {
        byte[] damaged = HexFormat.of().parseHex("ffffffff73686f70");

        assertThatThrownBy(() -> new RowKeySerializer().deserialize(input(damaged)))
                .isInstanceOf(IOException.class)
                .hasMessage("A text of -1 bytes: the data is damaged");
    }

    @Test
    void anUnknownActionIsRefused() {
        byte[] damaged = HexFormat.of().parseHex("78" + CHANGE_FIELDS_HEX.replaceAll("\\s", ""));

        assertThatThrownBy(() -> new RowChangeSerializer().deserialize(input(damaged)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No action has the code 120");
    }

    @Test
    @SuppressWarnings("deprecation") // Flink still calls both
    void flinkIsGivenTheseSerializersAndNeverAsksKryo() {
        assertThat(VersionedTypeInfo.ROW_KEY.createSerializer(new SerializerConfigImpl()))
                .isEqualTo(new RowKeySerializer());
        assertThat(VersionedTypeInfo.ROW_CHANGE.createSerializer(new ExecutionConfig()))
                .isEqualTo(new RowChangeSerializer());
        assertThat(VersionedTypeInfo.VERSIONED_CHANGE.createSerializer(new SerializerConfigImpl()))
                .isEqualTo(new VersionedChangeSerializer());
        assertThat(VersionedTypeInfo.DELIVERY.createSerializer(new SerializerConfigImpl()))
                .isEqualTo(new DeliverySerializer());
        assertThat(VersionedTypeInfo.ROW_KEY)
                .isEqualTo(new VersionedTypeInfo<>(RowKey.class, new RowKeySerializer()))
                .isNotEqualTo(VersionedTypeInfo.DELIVERY);
    }
}
