package io.millrace.pipeline.history;

import io.millrace.config.ConnectionSpec;
import io.millrace.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The flows, and what Postgres says of their sinks. {@code $p} stands for the database, so that
 * tests do not share indexes.
 */
final class HistoryFlows {
    private static final String FLOWS =
            """
              - name: items
                tables: public.item
                sink: items
              - name: live_items
                tables: public.item
                filter: live AND n > 3
                transform: tenant, id, n * 2 AS twice, UPPER(region) AS region, body
                route: "'$p_live_' || region"
                sink: live_items
              - name: parts
                tables: public.item
                transform: {class: io.millrace.pipeline.history.Parts}
                sink: parts
              - name: skus
                tables: public.product
                filter: active AND sku IS NOT NULL
                transform: id, sku, price, price * 2 AS twice, body
                key: sku
                sink: skus
              - name: grouped_skus
                tables: public.product
                filter: active AND sku IS NOT NULL
                transform: id, sku, grp
                key: [grp, sku]
                route: grp
                group_by: grp
                sink: grouped_skus
              - name: grouped_products
                tables: public.product
                group_by: grp
                sink: grouped_products
              - name: parted
                tables: public.parted
                filter: n <> 5 OR n IS NULL
                transform: region, id, n + 1 AS more, LOWER(label) AS label, body
                sink: parted
              - name: notes
                tables: [public.note_a, public.note_b]
                key: "_table || ':' || _key"
                sink: notes
              - name: mixed_items
                tables: public.item
                filter: NOT live
                transform: id, n
                key: "'i:' || _key"
                sink: mixed
              - name: mixed_parted
                tables: public.parted
                transform: id, n
                key: "'p:' || _key"
                sink: mixed
            """;

    /** The sink in memory whose ids rows have in turn. */
    static final String SHARED_IDS = "grouped_skus";

    private static final String ITEM_KEY =
            "replace(replace(tenant, '\\', '\\\\'), ',', '\\,') || ',' || id";
    private static final String PARTED_KEY = "region || ',' || id";
    private static final String PART = "jsonb_build_object('n', n, 'body', body)";
    private static final String SOLD = "active AND sku IS NOT NULL";

    static final List<ExpectedSink> SINKS =
            List.of(
                    ExpectedSink.inMemory(
                            "items",
                            new FlowDocuments("item", ITEM_KEY, "NULL", "to_jsonb(t)", "true")),
                    ExpectedSink.inElasticsearch(
                            "live_items",
                            "$p_live_*",
                            new FlowDocuments(
                                    "item",
                                    ITEM_KEY,
                                    "'$p_live_' || region",
                                    "jsonb_build_object('tenant', tenant, 'id', id, 'twice', n * 2,"
                                            + " 'region', upper(region), 'body', body)",
                                    "live AND n > 3")),
                    ExpectedSink.inMemory(
                            "parts",
                            new FlowDocuments("item", ITEM_KEY, "NULL", PART, "n % 3 = 1"),
                            new FlowDocuments(
                                    "item", ITEM_KEY + " || '/x'", "NULL", PART, "n % 3 = 2"),
                            new FlowDocuments(
                                    "item", ITEM_KEY + " || '/y'", "NULL", PART, "n % 3 = 2")),
                    ExpectedSink.inElasticsearch(
                            "skus",
                            "$p_skus",
                            new FlowDocuments(
                                    "product",
                                    "sku",
                                    "'$p_skus'",
                                    "jsonb_build_object('id', id, 'sku', sku, 'price', price,"
                                            + " 'twice', price * 2, 'body', body)",
                                    SOLD)),
                    ExpectedSink.inMemory(
                            SHARED_IDS,
                            new FlowDocuments(
                                    "product",
                                    "grp || ',' || sku",
                                    "grp",
                                    "jsonb_build_object('id', id, 'sku', sku, 'grp', grp)",
                                    SOLD)),
                    ExpectedSink.inMemory(
                            "grouped_products",
                            new FlowDocuments(
                                    "product", "id::text", "NULL", "to_jsonb(t)", "true")),
                    ExpectedSink.inMemory(
                            "parted",
                            new FlowDocuments(
                                    "parted",
                                    PARTED_KEY,
                                    "NULL",
                                    "jsonb_build_object('region', region, 'id', id, 'more', n + 1,"
                                            + " 'label', lower(label), 'body', body)",
                                    "n IS DISTINCT FROM 5")),
                    ExpectedSink.inMemory(
                            "notes",
                            new FlowDocuments(
                                    "note_a", "'note_a:' || id", "NULL", "to_jsonb(t)", "true"),
                            new FlowDocuments(
                                    "note_b", "'note_b:' || id", "NULL", "to_jsonb(t)", "true")),
                    ExpectedSink.inMemory(
                            "mixed",
                            new FlowDocuments(
                                    "item",
                                    "'i:' || " + ITEM_KEY,
                                    "NULL",
                                    "jsonb_build_object('id', id, 'n', n)",
                                    "NOT live"),
                            new FlowDocuments(
                                    "parted",
                                    "'p:' || " + PARTED_KEY,
                                    "NULL",
                                    "jsonb_build_object('id', id, 'n', n)",
                                    "true")));

    private HistoryFlows() {}

    static Path file(Path folder) {
        return folder.resolve("pipeline.yaml");
    }

    /**
     * Writes the pipeline and its definitions.
     *
     * @param elasticsearch its address
     */
    static void write(Path folder, TestDatabase database, String elasticsearch) throws IOException {
        StringBuilder definitions = new StringBuilder();
        SINKS.forEach(sink -> definitions.append(sink.definition(elasticsearch)));
        Files.writeString(
                folder.resolve("sinks.sql"), definitions.toString().replace("$p", database.name()));
        ConnectionSpec source = database.source().connection();
        String head =
                """
                pipeline: $p
                source: {hostname: %s, port: %d, database: $p, username: %s, password: '%s', reader: wal}
                definitions: [sinks.sql]
                flows:
                """
                        .formatted(
                                source.hostname(),
                                source.port(),
                                source.username(),
                                source.password().value());
        Files.writeString(file(folder), (head + FLOWS).replace("$p", database.name()));
    }
}
