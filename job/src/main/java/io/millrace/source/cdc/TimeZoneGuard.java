package io.millrace.source.cdc;

import io.millrace.postgres.Column;
import io.millrace.postgres.Table;
import io.millrace.source.UnreadableChangeException;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;

/**
 * Holds a JVM's time zone against the columns it would falsify. In a snapshot pgjdbc gives a {@code
 * timestamp} as the moment when the JVM's clock shows it, and there is none for the hour that a
 * clock skips in spring.
 *
 * @param columns of type {@code timestamp}, by table and name
 */
record TimeZoneGuard(List<String> columns) implements Serializable {
    private static final long serialVersionUID = 1L;

    static TimeZoneGuard of(List<Table> tables) {
        return new TimeZoneGuard(
                tables.stream()
                        .flatMap(
                                table ->
                                        table.columns().stream()
                                                .filter(ExactTypes::dependsOnTimeZone)
                                                .map(Column::name)
                                                .map(name -> table.name() + "." + name))
                        .toList());
    }

    /**
     * @throws UnreadableChangeException if there are such columns, and the JVM's clock is ever put
     *     forward or back
     */
    void requireFixedOffset() {
        requireFixedOffset(ZoneId.systemDefault());
    }

    void requireFixedOffset(ZoneId zone) {
        if (!columns.isEmpty() && !zone.getRules().isFixedOffset()) {
            throw new UnreadableChangeException(
                    "In the time zone "
                            + zone
                            + " this JVM cannot tell every value of "
                            + String.join(", ", columns)
                            + ". Start Flink's processes with -Duser.timezone=UTC, as by"
                            + " env.java.opts.all in its config.yaml");
        }
    }
}
