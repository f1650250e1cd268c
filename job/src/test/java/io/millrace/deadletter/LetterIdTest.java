package io.millrace.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Action;
import io.millrace.change.DeadLetter;
import io.millrace.change.DeadLetter.Failure;
import io.millrace.change.DeadLetter.Subject;
import io.millrace.change.Document;
import io.millrace.change.Json;
import io.millrace.change.Position;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LetterIdTest {
    private static final DeadLetter LETTER =
            letter("flow", "t", "7", new Position(16, 2), new Document("r", "a", null));

    @Test
    void theIdOfALetterNeverChanges() {
        assertThat(LetterId.of("shop", LETTER))
                .isEqualTo(UUID.fromString("56a81d6e-9964-37b3-b7a8-985a1e09096b"));
    }

    @Test
    void whatWasTriedAgainIsTheSameLetter() {
        DeadLetter again =
                new DeadLetter(
                        "flow",
                        "another sink",
                        new Subject(Action.READ, LETTER.subject().row(), new Position(16, 2), 99),
                        new Document("r", "a", Json.of("{}")),
                        Json.of("{}"),
                        new Failure("other words", 9, 77));

        assertThat(LetterId.of("shop", again)).isEqualTo(LetterId.of("shop", LETTER));
    }

    @Test
    void whateverElseItIsAboutMakesAnother() {
        Position position = new Position(16, 2);
        Document document = new Document("r", "a", null);
        assertThat(
                        Stream.of(
                                        LETTER,
                                        letter("flo", "wt", "7", position, document),
                                        letter("flow", "t7", "", position, document),
                                        letter("flow", "t", "8", position, document),
                                        letter("flow", "t", "7", new Position(16, 3), document),
                                        letter("flow", "t", "7", new Position(17, 2), document),
                                        letter("flow", "t", "7", position, null),
                                        letter(
                                                "flow",
                                                "t",
                                                "7",
                                                position,
                                                new Document(null, "a", null)),
                                        letter(
                                                "flow",
                                                "t",
                                                "7",
                                                position,
                                                new Document("r", "b", null)))
                                .map(letter -> LetterId.of("shop", letter)))
                .doesNotHaveDuplicates();
        assertThat(LetterId.of("mall", LETTER)).isNotEqualTo(LetterId.of("shop", LETTER));
    }

    private static DeadLetter letter(
            String flow, String table, String row, Position position, Document document) {
        return new DeadLetter(
                flow,
                "sink",
                new Subject(
                        Action.UPDATE,
                        new RowKey(new TableName("public", table), row),
                        position,
                        1),
                document,
                null,
                new Failure("no", 1, 0));
    }
}
