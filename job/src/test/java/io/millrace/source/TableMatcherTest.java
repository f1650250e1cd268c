package io.millrace.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.TableName;
import io.millrace.config.Place;
import io.millrace.config.TablePattern;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableMatcherTest {
    private static final List<TableName> TABLES =
            List.of(
                    new TableName("public", "orders"),
                    new TableName("public", "order_items"),
                    new TableName("public", "Orders"),
                    new TableName("public", "a.b"),
                    new TableName("sales", "orders"),
                    new TableName("sales", "or*ders"),
                    new TableName("millrace", "backfill"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "public.orders   | public.orders",
                "PUBLIC.ORDER*   | public.orders, public.order_items",
                "public.*        | public.orders, public.order_items, public.Orders, public.a.b",
                "*.orders        | public.orders, sales.orders",
                "*.*s            | public.orders, public.order_items, public.Orders, sales.orders, sales.or*ders",
                "public.\"Orders\" | public.Orders",
                "public.\"a.b\"  | public.a.b",
                "sales.\"or*ders\" | sales.or*ders",
                "sales.o*d*s     | sales.orders, sales.or*ders",
                "millrace.backfill | millrace.backfill",
                "millrace.*      | ",
            })
    void aStarStandsForAnyLettersUnlessQuoted(String pattern, String expected) {
        assertThat(new TableMatcher(new TablePattern(pattern, new Place("p.yaml", 1))).of(TABLES))
                .extracting(TableName::toString)
                .isEqualTo(expected == null ? List.of() : List.of(expected.split(", ")));
    }
}
