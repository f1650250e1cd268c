package io.millrace.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "public.products, public, products",
                "Public.PRODUCTS, public, products",
                "_a.b$1, _a, b$1",
                "größen.straße, größen, straße",
                "\"Public\".\"My Products\", Public, My Products",
                "shop.\"a.b\", shop, a.b",
                "\"a\"\"b\".c, a\"b, c",
            })
    void isReadAsSqlReadsIt(String text, String schema, String name) {
        assertThat(TableName.parse(text)).isEqualTo(new TableName(schema, name));
    }

    /** In a database in UTF-8 Postgres makes only the letters A to Z small. */
    @Test
    void onlyAsciiLettersAreMadeSmall() {
        assertThat(TableName.parse("SHOP.ÄPFEL")).isEqualTo(new TableName("shop", "Äpfel"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "products",
                "a.b.c",
                "a.",
                ".b",
                "1a.b",
                "a b.c",
                "a.b*",
                "\"\".b",
                "a.\"b",
                "a.\"b\"c\"",
                " a.b",
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> TableName.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not the name of a table; write it as schema.table");
    }

    @Test
    void areInTheOrderOfSchemaThenName() {
        TableName first = new TableName("a", "z");
        TableName second = new TableName("b", "a");
        TableName third = new TableName("b", "b");

        assertThat(new TreeSet<>(List.of(third, first, second)))
                .containsExactly(first, second, third);
    }
}
