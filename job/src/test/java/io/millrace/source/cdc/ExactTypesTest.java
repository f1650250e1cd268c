package io.millrace.source.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.postgres.Column;
import io.millrace.postgres.Column.TypeKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactTypesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bool",
                "int2",
                "int4",
                "int8",
                "float4",
                "float8",
                "numeric",
                "text",
                "varchar",
                "bpchar",
                "uuid",
                "json",
                "jsonb",
                "bytea",
                "date",
                "timestamp",
                "timestamptz",
            })
    void baseTypesThatComeThroughExactly(String typeName) {
        assertThat(ExactTypes.whyNot(column(typeName, typeName, TypeKind.BASE))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_bool",
                "_int2",
                "_int4",
                "_int8",
                "_float4",
                "_float8",
                "_numeric",
                "_text",
                "_varchar",
                "_uuid",
                "_date",
                "_jsonb",
            })
    void arraysThatComeThroughExactly(String typeName) {
        assertThat(ExactTypes.whyNot(column("array", typeName, TypeKind.ARRAY))).isEmpty();
    }

    @Test
    void enumsOfAnyName() {
        assertThat(ExactTypes.whyNot(column("shop.size", "size", TypeKind.ENUM))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "interval, interval, BASE",
        "money, money, BASE",
        "time without time zone, time, BASE",
        "int4range, int4range, OTHER",
        "email, email, OTHER",
        "timestamp without time zone[], _timestamp, ARRAY",
        "bytea[], _bytea, ARRAY",
        "json[], _json, ARRAY",
        "size[], _size, ARRAY",
    })
    void othersAreToldByTheirName(String type, String typeName, TypeKind kind) {
        assertThat(ExactTypes.whyNot(column(type, typeName, kind)))
                .contains("the reader 'flink-cdc' does not keep " + type + " exact");
    }

    @Test
    void generatedColumnsAreNotInTheLog() {
        Column generated = new Column("total", "integer", "int4", TypeKind.BASE, true, false);

        assertThat(ExactTypes.whyNot(generated))
                .contains("Postgres does not log generated columns");
    }

    private static Column column(String type, String typeName, TypeKind kind) {
        return new Column("c", type, typeName, kind, false, false);
    }
}
