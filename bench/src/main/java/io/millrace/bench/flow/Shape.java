package io.millrace.bench.flow;

import io.millrace.config.Fragment;
import io.millrace.config.Fragments;
import io.millrace.config.Place;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;

/** What is done with the rows. */
enum Shape {
    /** No flow: each row counts its changes in Flink's own keyed state. */
    BARE_KEYED_STATE(null),
    /** Records as they are. */
    STAR(null),
    /** Ten columns, each computed. */
    SQL(
            sql(
                    """
                    CAST(id AS STRING) AS id, MOD(customer_id, 100) AS shard, UPPER(status) AS status,
                    ROUND(amount * (1 + tax_rate), 2) AS total, COALESCE(priority, 0) AS priority,
                    express AND priority > 5 AS urgent, SUBSTRING(sku, 5) AS article, TRIM(note) AS note,
                    status || '-' || sku AS label, created_at < updated_at AS changed
                    """)),
    /** Ten columns, two of them of a JSON column. */
    JAVA(
            new Fragment.Function(
                    "io.millrace.udf.transform.Pick",
                    Map.of(
                            "fields",
                            List.of(
                                    "id",
                                    "customer_id",
                                    "status",
                                    "priority",
                                    "amount",
                                    "express",
                                    "sku",
                                    "attributes.items",
                                    "attributes.channel",
                                    "updated_at")),
                    place()));

    @Nullable private final Fragment transform;

    Shape(@Nullable Fragment transform) {
        this.transform = transform;
    }

    private static Fragment sql(String select) {
        return new Fragment.Sql(select, place());
    }

    static Place place() {
        return new Place("bench", 1);
    }

    Fragments fragments() {
        return new Fragments(null, transform, null, List.of(), List.of());
    }

    /** As in the names of figures. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
