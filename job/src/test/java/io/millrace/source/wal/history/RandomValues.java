package io.millrace.source.wal.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Random values as SQL expressions. */
final class RandomValues {
    private static final List<String> TYPES =
            List.of(
                    "smallint",
                    "integer",
                    "bigint",
                    "numeric",
                    "numeric(12,2)",
                    "real",
                    "double precision",
                    "boolean",
                    "text",
                    "character varying(40)",
                    "character(5)",
                    "bytea",
                    "json",
                    "jsonb",
                    "timestamp without time zone",
                    "timestamp with time zone",
                    "date",
                    "time without time zone",
                    "interval",
                    "uuid",
                    "inet",
                    "int4range",
                    "point",
                    "bit(3)",
                    "tsvector",
                    "text[]",
                    "numeric[]",
                    "date[]",
                    "mood",
                    "mood[]",
                    "score",
                    "pair",
                    "pair[]");

    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    /** A type that there is from the start. */
    String type() {
        return pick(TYPES);
    }

    String of(HistoryColumn column, boolean large) {
        return random.nextInt(7) == 0 && !column.key()
                ? "NULL"
                : value(column.type(), column.labels(), large);
    }

    /** One that suits a default. */
    String constant(String type) {
        return random.nextInt(4) == 0 ? "NULL" : value(type, List.of("fine"), false);
    }

    /** A value of a type that is told by its name up to a digit. */
    private String value(String type, List<String> labels, boolean large) {
        if (type.endsWith("[]")) {
            String element = type.substring(0, type.length() - 2);
            return array(type, () -> value(element, labels, large));
        }
        String text =
                switch (type.replaceAll("[_(].*", "")) {
                    case "smallint" -> String.valueOf((short) random.nextInt());
                    case "integer" -> String.valueOf(random.nextInt());
                    case "bigint" -> String.valueOf(random.nextLong());
                    case "numeric" -> type.contains("(") ? decimal() : number();
                    case "real" -> String.valueOf(Float.intBitsToFloat(random.nextInt()));
                    case "double precision" ->
                            String.valueOf(Double.longBitsToDouble(random.nextLong()));
                    case "boolean" -> String.valueOf(random.nextBoolean());
                    case "text" -> large && random.nextInt(3) == 0 ? longText() : text();
                    case "character varying", "character" -> text().substring(0, 3).strip();
                    case "bytea" -> "\\x" + hex(random.nextInt(8));
                    case "json", "jsonb" -> json(large);
                    case "timestamp without time zone", "timestamp with time zone" ->
                            day() + " 12:34:56." + random.nextInt(1_000_000);
                    case "date" -> day();
                    case "time without time zone" -> "23:59:" + random.nextInt(60) + ".5";
                    case "interval" ->
                            random.nextInt(50) - 25 + " mons " + random.nextInt(90_000) + " secs";
                    case "uuid" -> hex(16);
                    case "inet" -> "10.0." + random.nextInt(256) + ".0/24";
                    case "int4range" -> "[" + -random.nextInt(9) + "," + random.nextInt(9) + ")";
                    case "point" -> "(" + random.nextGaussian() + "," + random.nextInt() + ")";
                    case "bit" -> pick(List.of("000", "101", "111"));
                    case "tsvector" -> "a:" + (1 + random.nextInt(9)) + "A b";
                    case "mood" -> pick(labels);
                    case "score" -> String.valueOf(random.nextInt(101));
                    case "pair" -> null;
                    default -> throw new IllegalArgumentException(type);
                };
        return text == null ? pair(type, large) : literal(text) + "::" + type;
    }

    private String pair(String type, boolean large) {
        return "ROW(%s, %s, %s)::%s"
                .formatted(
                        random.nextInt(3) == 0 ? "NULL" : String.valueOf(random.nextInt()),
                        literal(large && random.nextInt(8) == 0 ? longText() : text()),
                        array("numeric[]", () -> literal(number())),
                        type);
    }

    private String array(String type, Supplier<String> element) {
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            elements.add(random.nextInt(6) == 0 ? "NULL" : element.get());
        }
        return "ARRAY[" + String.join(", ", elements) + "]::" + type;
    }

    private String number() {
        return random.nextInt(8) == 0
                ? pick(List.of("NaN", "Infinity", "-Infinity", "0.000", "-0"))
                : random.nextLong() + "." + random.nextInt(1000) + "0";
    }

    private String decimal() {
        return random.nextInt(1_000_000) + "." + random.nextInt(100);
    }

    private String text() {
        return pick(List.of("plain", "a,b \\ c", "quote \" and '", "{ä,\"ы\"}", "(1,2)", "NULL"));
    }

    /** Too long for a row even when it is compressed. */
    private String longText() {
        return hex(3000 + random.nextInt(3000));
    }

    private String json(boolean large) {
        return "{\"b\": [1.50, null, %d], \"a\": {\"t\": \"%s\"}}"
                .formatted(random.nextInt(), large && random.nextInt(4) == 0 ? longText() : "\\n");
    }

    private String day() {
        return random.nextInt(10) == 0
                ? "2026-01-01"
                : "%04d-%02d-%02d"
                        .formatted(
                                1 + random.nextInt(9999),
                                1 + random.nextInt(12),
                                1 + random.nextInt(28));
    }

    private String hex(int bytes) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < bytes; i++) {
            hex.append(String.format("%02x", random.nextInt(256)));
        }
        return hex.toString();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
