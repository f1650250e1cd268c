package io.millrace.source.wal.type;

import io.millrace.postgres.Identifiers;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A type as the catalog has it.
 *
 * @param id {@code pg_type.oid}
 * @param delimiter between its values in an array
 * @param structure what {@code json_categorize_type} tells it by
 */
record PgType(long id, String schema, String name, char delimiter, Structure structure) {

    /** How a type is made of others. */
    sealed interface Structure {
        /** The types to look up before this one can be written. */
        default LongStream parts() {
            return LongStream.empty();
        }
    }

    /** A type whose text is its value. */
    enum Plain implements Structure {
        PLAIN
    }

    record Domain(long base) implements Structure {
        @Override
        public LongStream parts() {
            return LongStream.of(base);
        }
    }

    record ArrayOf(long element) implements Structure {
        @Override
        public LongStream parts() {
            return LongStream.of(element);
        }
    }

    record Composite(List<Attribute> attributes) implements Structure {
        @Override
        public LongStream parts() {
            return attributes.stream().mapToLong(Attribute::type);
        }
    }

    record Attribute(String name, long type) {}

    /**
     * A type with a cast to json of its own.
     *
     * @param hstore whether the cast is the one of the extension hstore
     */
    record CastToJson(boolean hstore) implements Structure {}

    /** Its name in SQL. */
    String sqlName() {
        return Identifiers.quote(schema) + "." + Identifiers.quote(name);
    }
}
