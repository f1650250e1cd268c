package io.millrace.source.wal.type;

import io.millrace.change.Snapshot;
import io.millrace.postgres.CommitVisibility;
import io.millrace.source.value.ArrayWriter;
import io.millrace.source.value.CompositeWriter;
import io.millrace.source.value.Field;
import io.millrace.source.value.HstoreWriter;
import io.millrace.source.value.JsonWriter;
import io.millrace.source.value.ScalarWriter;
import io.millrace.source.value.ValueWriter;
import io.millrace.source.value.VectorWriter;
import io.millrace.source.wal.type.PgType.ArrayOf;
import io.millrace.source.wal.type.PgType.Attribute;
import io.millrace.source.wal.type.PgType.CastToJson;
import io.millrace.source.wal.type.PgType.Composite;
import io.millrace.source.wal.type.PgType.Domain;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * The types of one database, looked up when they are first asked for, and what writes their values.
 * A type that was there once stays known after it is dropped: the log may still hold its values.
 */
public final class TypeCatalog {
    private static final long INT2VECTOR = 22;
    private static final long OIDVECTOR = 30;

    private final Connection connection;
    private final TypeQuery query;
    private final Map<Long, PgType> types = new HashMap<>();
    private final Map<Long, ValueWriter> writers = new HashMap<>();
    private final Map<Long, List<Field>> attributes = new HashMap<>();
    private final CommitVisibility visibility;
    @Nullable private Snapshot asked;
    private long transactionId;
    private boolean stale;

    /**
     * @param connection in a session with the settings of {@link io.millrace.postgres.TextFormat};
     *     types whose cast to json is the database's own are written by asking it
     */
    public TypeCatalog(Connection connection) {
        this.connection = connection;
        this.query = new TypeQuery(connection);
        this.visibility = new CommitVisibility(connection);
    }

    /**
     * The values that follow are of this top-level transaction. Composite types can have been
     * altered before it without word of it in the log, so that they are looked up again for its
     * first value of one, unless they were since it has committed.
     */
    public void transactionBegins(long id) {
        transactionId = id;
        stale = !attributes.isEmpty() && (asked == null || !asked.shows(id));
    }

    /** Looks up what is not known yet, all at once. */
    public void load(Collection<Long> ids) throws SQLException {
        Set<Long> unknown = new HashSet<>(ids);
        unknown.removeAll(types.keySet());
        while (!unknown.isEmpty()) {
            List<PgType> found = query.types(unknown);
            found.forEach(type -> types.put(type.id(), type));
            unknown =
                    found.stream()
                            .flatMap(type -> type.structure().parts().boxed())
                            .filter(id -> !types.containsKey(id))
                            .collect(Collectors.toSet());
        }
    }

    /** What writes the type's values; one that throws if there is no such type any more. */
    public ValueWriter writer(long id) throws SQLException {
        ValueWriter writer = writers.get(id);
        if (writer == null) {
            load(Set.of(id));
            PgType type = types.get(id);
            if (type == null) {
                return vanished(id);
            }
            writer = make(type);
            writers.put(id, writer);
        }
        return writer;
    }

    /** The type's name, quoted for SQL; empty if there is no such type any more. */
    public Optional<String> sqlName(long id) throws SQLException {
        load(Set.of(id));
        return Optional.ofNullable(types.get(id)).map(PgType::sqlName);
    }

    private ValueWriter make(PgType type) throws SQLException {
        if (type.structure() instanceof Domain domain) {
            return writer(domain.base());
        }
        if (type.structure() instanceof ArrayOf array) {
            ValueWriter elements = writer(array.element());
            return type.id() == INT2VECTOR || type.id() == OIDVECTOR
                    ? new VectorWriter(elements)
                    : new ArrayWriter(delimiter(array.element()), elements);
        }
        if (type.structure() instanceof Composite composite) {
            attributes.put(type.id(), fields(composite));
            lookUp(Set.of(type.id()));
            return new CompositeWriter(() -> attributes(type.id()));
        }
        if (type.structure() instanceof CastToJson cast) {
            return cast.hstore() ? new HstoreWriter() : new ServerWriter(connection, type);
        }
        return plain(type.id());
    }

    /** By the ids of built-in types, which {@code pg_type.dat} of Postgres fixes. */
    private static ValueWriter plain(long id) {
        return switch ((int) id) {
            case 16 -> ScalarWriter.BOOLEAN;
            case 20, 21, 23 -> ScalarWriter.INTEGER;
            case 114 -> new JsonWriter();
            case 700, 701 -> ScalarWriter.FLOAT;
            case 1114 -> ScalarWriter.TIMESTAMP;
            case 1184 -> ScalarWriter.TIMESTAMPTZ;
            case 1700 -> ScalarWriter.NUMERIC;
            case 3802 -> ScalarWriter.JSONB;
            default -> ScalarWriter.TEXT;
        };
    }

    private char delimiter(long element) {
        PgType type = types.get(element);
        return type == null ? ',' : type.delimiter();
    }

    /** As the catalog has them since the transaction; as they were last if the type is gone. */
    private List<Field> attributes(long id) throws SQLException {
        if (stale) {
            asked = visibility.await(transactionId);
            stale = false;
            lookUp(attributes.keySet());
        }
        return attributes.get(id);
    }

    /** Those that have not changed keep their attributes as they are. */
    private void lookUp(Set<Long> composites) throws SQLException {
        for (PgType type : query.types(composites)) {
            boolean same = type.equals(types.put(type.id(), type));
            if (type.structure() instanceof Composite composite
                    && !(same && attributes.containsKey(type.id()))) {
                attributes.put(type.id(), fields(composite));
            }
        }
    }

    private List<Field> fields(Composite composite) throws SQLException {
        load(composite.attributes().stream().map(Attribute::type).toList());
        List<Field> fields = new ArrayList<>();
        for (Attribute attribute : composite.attributes()) {
            fields.add(new Field(attribute.name(), writer(attribute.type())));
        }
        return fields;
    }

    private static ValueWriter vanished(long id) {
        return (text, from, to, json) -> {
            throw new IllegalArgumentException(
                    "its type, which had the oid " + id + ", has been dropped");
        };
    }
}
