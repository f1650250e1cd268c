package io.millrace.flow.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.Action;
import io.millrace.change.Document;
import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.config.Fragment;
import io.millrace.config.Place;
import io.millrace.udf.Change;
import io.millrace.udf.json.JsonText;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaFunctionsTest {
    private static final Place PLACE = new Place("products.yaml", 12);
    private static final ClassLoader CLASSES = JavaFunctionsTest.class.getClassLoader();
    private static final RowKey KEY = new RowKey(new TableName("shop", "products"), "7");

    @Test
    void aFilterIsOpenedWithItsOptionsAndClosed() throws Exception {
        TestFunctions.LIFE.clear();
        try (JavaFilter filter = JavaFilter.open(step("Dearer", Map.of("than", 10)), CLASSES)) {
            assertThat(filter.test(read("{\"price\": 11}"))).isTrue();
            assertThat(filter.test(read("{\"price\": 10}"))).isFalse();
        }

        assertThat(TestFunctions.LIFE).containsExactly("open", "close");
    }

    @Test
    void aCheckOpensAndClosesAndFindsNothing() {
        TestFunctions.LIFE.clear();

        assertThat(JavaFilter.check(step("Dearer", Map.of("than", 10)), CLASSES)).isEmpty();
        assertThat(JavaTransform.check(step("Shout", Map.of()), CLASSES)).isEmpty();
        assertThat(JavaRoute.check(step("ByRegion", Map.of()), CLASSES)).isEmpty();
        assertThat(TestFunctions.LIFE).containsExactly("open", "close");
    }

    @Test
    void aDocumentIsPlacedByTheFlowUnlessItSaysWhere() throws Exception {
        try (JavaTransform shout = JavaTransform.open(step("Shout", Map.of()), CLASSES);
                JavaTransform perLanguage =
                        JavaTransform.open(step("PerLanguage", Map.of()), CLASSES)) {
            assertThat(shout.apply(read("{\"name\": \"tea\", \"price\": 9.90}"), "eu", "k"))
                    .containsExactly(
                            new Document("eu", "k", Json.of("{\"name\":\"TEA\",\"price\":9.90}")));
            assertThat(
                            perLanguage.apply(
                                    read("{\"names\": {\"de\": \"Tee\", \"en\": \"Tea\"}}"),
                                    null,
                                    "k"))
                    .containsExactly(
                            new Document("products_de", "7-de", Json.of("{\"name\":\"Tee\"}")),
                            new Document("products_en", "7-en", Json.of("{\"name\":\"Tea\"}")));
            assertThat(perLanguage.apply(read("{}"), null, "k")).isEmpty();
        }
    }

    @Test
    void aRouteMayBeTheSinksOwn() throws Exception {
        try (JavaRoute route = JavaRoute.open(step("ByRegion", Map.of()), CLASSES)) {
            assertThat(route.apply(read("{\"region\": \"eu\"}"))).isEqualTo("eu");
            assertThat(route.apply(read("{\"region\": null}"))).isNull();
            assertThatThrownBy(() -> route.apply(read("{\"region\": \"\"}")))
                    .isInstanceOf(FunctionFailedException.class)
                    .hasMessageEndingWith(
                            "ByRegion gave an empty route; it is null for the sink's own");
        }
    }

    @Test
    void whatOneFunctionDoesToARecordNoOtherSees() throws Exception {
        VersionedChange change = read("{\"name\":\"tea\"}");
        try (JavaFilter emptying = JavaFilter.open(step("Emptying", Map.of()), CLASSES);
                JavaTransform shout = JavaTransform.open(step("Shout", Map.of()), CLASSES)) {
            assertThat(emptying.test(change)).isTrue();
            assertThat(shout.apply(change, null, "k"))
                    .containsExactly(new Document(null, "k", Json.of("{\"name\":\"TEA\"}")));
        }
        assertThat(change).isEqualTo(read("{\"name\":\"tea\"}"));
    }

    @Test
    void aFailureIsOneLineThatSaysWhere() {
        try (JavaFilter broken = JavaFilter.open(step("Broken", Map.of()), CLASSES)) {
            assertThatThrownBy(() -> broken.test(read("{}")))
                    .isInstanceOf(FunctionFailedException.class)
                    .message()
                    .matches(
                            "\\Qio.millrace.flow.function.TestFunctions$Broken failed: IOException:"
                                    + " the first line and the second (TestFunctions.java:\\E\\d+\\)");
        }
    }

    @Test
    void anInterruptionIsNoFailureOfTheChange() {
        try (JavaFilter broken = JavaFilter.open(step("Broken", Map.of()), CLASSES)) {
            assertThatThrownBy(() -> broken.test(read("{\"interrupt\": true}")))
                    .isInstanceOf(InterruptedException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Twice, 'Twice made two documents with the id ''k''; each needs one of its own:"
                + " Document.of(…).withId(…)'",
        "Null, 'Null failed: NullPointerException: it returned null; List.of() is no document'",
    })
    void documentsMustBeTellable(String name, String message) {
        try (JavaTransform transform = JavaTransform.open(step(name, Map.of()), CLASSES)) {
            assertThatThrownBy(() -> transform.apply(read("{}"), null, "k"))
                    .isInstanceOf(FunctionFailedException.class)
                    .hasMessage("io.millrace.flow.function.TestFunctions$" + message);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Non      | There is no class 'F$Non'. Name the jar that holds it under 'jars'; a"
                        + " class within another is written Outer$Inner.",
                "Shout    | F$Shout is no FilterFunction but a TransformFunction. Let it implement"
                        + " io.millrace.udf.FilterFunction.",
                "Hidden   | F$Hidden cannot be made. Let it be a public class with a public"
                        + " constructor without arguments; it gets its options by 'open'.",
                "WithArgument | F$WithArgument cannot be made. Let it be a public class with a"
                        + " public constructor without arguments; it gets its options by 'open'.",
                "Unmade   | F$Unmade cannot be made: IllegalStateException: not today. See what its"
                        + " constructor does.",
                "Dearer   | the option 'than' of F$Dearer is missing. Add it under 'options':"
                        + " options: {than: …}.",
            })
    void aFunctionThatCannotWorkIsAProblemOfThePipelineFile(String name, String problem) {
        assertThat(problemWith(step(name, Map.of()))).isEqualTo("products.yaml:12: " + problem);
    }

    @Test
    void aFunctionThatDoesNotOpenIsAProblemOfThePipelineFile() {
        assertThat(problemWith(step("Misopened", Map.of())))
                .startsWith(
                        "products.yaml:12: F$Misopened cannot be opened: IllegalStateException: no"
                                + " such file (TestFunctions.java:")
                .endsWith("). See what it does in 'open'.");
    }

    @Test
    void anOptionThatNobodyAsksForIsAProblemOfThePipelineFile() {
        assertThat(problemWith(step("Dearer", Map.of("than", 1, "thn", 2))))
                .isEqualTo("products.yaml:12: F$Dearer has no option 'thn'. Did you mean 'than'?");
        assertThat(problemWith(step("Dearer", Map.of("than", 1, "currency", "EUR"))))
                .isEqualTo(
                        "products.yaml:12: F$Dearer has no option 'currency'."
                                + " Its options are than.");
        assertThat(problemWith(step("Broken", Map.of("than", 1))))
                .isEqualTo("products.yaml:12: F$Broken has no option 'than'. It has none.");
    }

    @Test
    void aViewTellsAllOfAChange() {
        Change change =
                new ChangeView(
                        new VersionedChange(
                                new RowChange(
                                        Action.UPDATE,
                                        KEY,
                                        Json.of("{\"price\":9.90}"),
                                        Gaps.NONE,
                                        null,
                                        new Origin(
                                                new Position(20, 3),
                                                5,
                                                1_000_001,
                                                Json.of("{\"user\":\"ann\"}"))),
                                4,
                                Json.of("{\"price\":12.50}")));

        assertThat(change.action()).isEqualTo(Change.Action.UPDATE);
        assertThat(JsonText.text(change.record())).isEqualTo("{\"price\":9.90}");
        assertThat(change.record()).isSameAs(change.record());
        assertThat(change.changes().map(JsonText::text)).contains("{\"price\":12.50}");
        assertThat(change.schema()).isEqualTo("shop");
        assertThat(change.table()).isEqualTo("products");
        assertThat(change.key()).isEqualTo("7");
        assertThat(change.lsn()).isEqualTo(20);
        assertThat(change.commitIndex()).isEqualTo(3);
        assertThat(change.transactionId()).isEqualTo(5);
        assertThat(change.committedAt()).contains(Instant.parse("1970-01-01T00:00:01.000001Z"));
        assertThat(change.annotations().map(JsonText::text)).contains("{\"user\":\"ann\"}");
    }

    @Test
    void aTruncateHasAnEmptyRecordAndAReadNoCommit() {
        Origin none = new Origin(new Position(0, 0), 0, 0, null);
        Change truncate =
                new ChangeView(new VersionedChange(RowChange.truncate(KEY.table(), none), 1));

        assertThat(truncate.action()).isEqualTo(Change.Action.TRUNCATE);
        assertThat(truncate.record()).isEmpty();
        assertThat(truncate.changes()).isEmpty();
        assertThat(truncate.committedAt()).isEmpty();
        assertThat(truncate.annotations()).isEmpty();
    }

    private static String problemWith(Fragment.Function step) {
        return JavaFilter.check(step, CLASSES)
                .map(Object::toString)
                .map(text -> text.replace(TestFunctions.class.getName(), "F"))
                .orElseThrow();
    }

    private static Fragment.Function step(String name, Map<String, Object> options) {
        return new Fragment.Function(TestFunctions.class.getName() + "$" + name, options, PLACE);
    }

    private static VersionedChange read(String record) {
        return new VersionedChange(
                RowChange.of(
                        Action.READ,
                        KEY,
                        Json.of(record),
                        new Origin(new Position(1, 0), 0, 0, null)),
                1);
    }
}
