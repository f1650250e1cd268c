package io.millrace.deadletter;

import io.millrace.change.DeadLetter;
import io.millrace.change.Document;
import io.millrace.change.Json;
import io.millrace.change.Lsn;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * A column of the {@link DeadLetterTable}.
 *
 * @param text of a pipeline's letter, in Postgres's form of the type; may give null
 */
record LetterColumn(String name, String type, BiFunction<String, DeadLetter, String> text) {
    static final List<LetterColumn> ALL =
            List.of(
                    new LetterColumn(
                            "id",
                            "uuid",
                            (pipeline, letter) -> LetterId.of(pipeline, letter).toString()),
                    new LetterColumn("pipeline", "text", (pipeline, letter) -> pipeline),
                    column("flow", "text", DeadLetter::flow),
                    column("sink", "text", DeadLetter::sink),
                    column(
                            "action",
                            "text",
                            letter -> letter.subject().action().name().toLowerCase(Locale.ROOT)),
                    column(
                            "table_schema",
                            "text",
                            letter -> letter.subject().row().table().schema()),
                    column("table_name", "text", letter -> letter.subject().row().table().name()),
                    column("row_key", "text", letter -> letter.subject().row().id()),
                    column("record", "json", letter -> text(letter.record())),
                    ofDocument("route", "text", document -> storable(document.route())),
                    ofDocument("document_id", "text", document -> storable(document.id())),
                    ofDocument("document", "json", document -> text(document.content())),
                    column("error", "text", letter -> storable(letter.failure().error())),
                    column("attempts", "int", letter -> "" + letter.failure().attempts()),
                    column(
                            "lsn",
                            "pg_lsn",
                            letter -> Lsn.format(letter.subject().position().lsn())),
                    column(
                            "lsn_index",
                            "bigint",
                            letter -> "" + letter.subject().position().index()),
                    column("version", "bigint", letter -> "" + letter.subject().version()),
                    column(
                            "failed_at",
                            "timestamptz",
                            letter ->
                                    Instant.ofEpochMilli(letter.failure().atMillis()).toString()));

    /**
     * Takes one array of texts per column. One statement, not a batch of them: it is whole or not
     * at all, and its errors do not repeat what is in the letters.
     */
    static final String INSERT =
            "INSERT INTO "
                    + DeadLetterTable.NAME
                    + " ("
                    + list(LetterColumn::name)
                    + ") SELECT "
                    + list(column -> "CAST(" + column.name + " AS " + column.type + ")")
                    + " FROM unnest("
                    + list(column -> "CAST(? AS text[])")
                    + ") AS letters ("
                    + list(LetterColumn::name)
                    + ") ON CONFLICT (id) DO NOTHING";

    String[] texts(String pipeline, List<DeadLetter> letters) {
        return letters.stream().map(letter -> text.apply(pipeline, letter)).toArray(String[]::new);
    }

    private static LetterColumn column(
            String name, String type, Function<DeadLetter, String> text) {
        return new LetterColumn(name, type, (pipeline, letter) -> text.apply(letter));
    }

    private static LetterColumn ofDocument(
            String name, String type, Function<Document, String> text) {
        return column(
                name,
                type,
                letter -> letter.document() == null ? null : text.apply(letter.document()));
    }

    private static String list(Function<LetterColumn, String> part) {
        return ALL.stream().map(part).collect(Collectors.joining(", "));
    }

    @Nullable
    private static String text(@Nullable Json json) {
        return json == null ? null : json.toString();
    }

    /** Postgres keeps every character but one. */
    @Nullable
    private static String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }
}
