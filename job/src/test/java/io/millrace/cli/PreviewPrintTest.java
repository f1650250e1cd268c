package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.TableName;
import io.millrace.config.FlowPolicies;
import io.millrace.config.FlowSpec;
import io.millrace.config.Fragments;
import io.millrace.config.Place;
import io.millrace.flow.Outcome;
import io.millrace.flow.Outcome.Fate;
import io.millrace.flow.Outcome.Made;
import io.millrace.pipeline.FlowPreview;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreviewPrintTest {
    private static final TableName PRODUCTS = new TableName("public", "products");
    private static final TableName ORDERS = new TableName("public", "orders");

    private final StringWriter out = new StringWriter();

    @Test
    void aTableHasALineForEachRowAndASummary() {
        assertThat(
                        table(
                                kept(PRODUCTS, "1", new Made("eu", "SKU-1", "{\"id\": 1}")),
                                nothing(Fate.FILTERED, "2"),
                                nothing(Fate.NO_DOCUMENT, "3"),
                                failed("4", "transform: Division by zero")))
                .isEqualTo(
                        """
                        products → target
                          row  kept         id     route  document
                          1    yes          SKU-1  eu     {"id": 1}
                          2    filtered
                          3    no document
                          4    error        transform: Division by zero
                          4 rows: 1 kept, 1 filtered, 1 without a document, 1 error

                        """);
    }

    @Test
    void everyDocumentOfARowHasALine() {
        assertThat(
                        table(
                                kept(
                                        PRODUCTS,
                                        "1",
                                        new Made(null, "1-a", "{}"),
                                        new Made(null, "1-b", "{}"))))
                .isEqualTo(
                        """
                        products → target
                          row  kept  id   document
                          1    yes   1-a  {}
                                     1-b  {}
                          1 row: 1 kept

                        """);
    }

    @Test
    void rowsOfSeveralTablesSayWhichAndAGroupIsShown() {
        Outcome grouped =
                new Outcome(
                        ORDERS,
                        "1",
                        Fate.KEPT,
                        List.of(new Made(null, "1", "{}")),
                        "customer 7",
                        null);
        assertThat(table(grouped, failed("1", "filter: broken"), failed("2", "filter: broken")))
                .isEqualTo(
                        """
                        products → target
                          row                kept   id  group       document
                          public.orders/1    yes    1   customer 7  {}
                          public.products/1  error  filter: broken
                          public.products/2  error  filter: broken
                          3 rows: 1 kept, 2 errors

                        """);
    }

    @Test
    void withoutRowsItSaysWhyThatMayBe() {
        assertThat(table())
                .isEqualTo(
                        "products → target\n"
                                + "  no rows: the table is empty, or --where leaves them all out\n\n");
    }

    @Test
    void documentsAreCutToTheWidthAndErrorsAreNot() {
        assertThat(
                        table(
                                        kept(
                                                PRODUCTS,
                                                "1",
                                                new Made(null, "1", "\"" + "x".repeat(200) + "\"")),
                                        failed("2", "e".repeat(200)))
                                .lines()
                                .map(String::length))
                .contains(80, 2 + 5 + 7 + 200);
    }

    @Test
    void aLineOfJsonTellsEverythingOfARow() throws Exception {
        new PreviewLines(new PrintWriter(out, true))
                .print(
                        preview(
                                kept(
                                        PRODUCTS,
                                        "1",
                                        new Made("eu", "a\"b", "{\"n\": 1.50,\n\"z\": []}")),
                                nothing(Fate.NO_DOCUMENT, "2"),
                                failed("3", "key: it is NULL")));
        assertThat(out.toString())
                .isEqualTo(
                        """
                        {"flow":"products","table":"public.products","key":"1","action":"read","outcome":"kept","group":null,"documents":[{"id":"a\\"b","route":"eu","document":{"n": 1.50, "z": []}}],"error":null}
                        {"flow":"products","table":"public.products","key":"2","action":"read","outcome":"no_document","group":null,"documents":[],"error":null}
                        {"flow":"products","table":"public.products","key":"3","action":"read","outcome":"failed","group":null,"documents":[],"error":"key: it is NULL"}
                        """);
    }

    private String table(Outcome... outcomes) {
        new PreviewTable(new PrintWriter(out, true), 80).print(preview(outcomes));
        return out.toString();
    }

    private static FlowPreview preview(Outcome... outcomes) {
        Place place = new Place("pipeline.yaml", 9);
        return new FlowPreview(
                new FlowSpec(
                        "products",
                        List.of(),
                        Fragments.NONE,
                        FlowPolicies.DEFAULT,
                        "target",
                        place,
                        place),
                List.of(outcomes));
    }

    private static Outcome kept(TableName table, String key, Made... documents) {
        return new Outcome(table, key, Fate.KEPT, List.of(documents), null, null);
    }

    private static Outcome nothing(Fate fate, String key) {
        return new Outcome(PRODUCTS, key, fate, List.of(), null, null);
    }

    private static Outcome failed(String key, String error) {
        return new Outcome(PRODUCTS, key, Fate.FAILED, List.of(), null, error);
    }
}
