package io.millrace.source;

import io.millrace.change.TableName;
import io.millrace.config.FlowSpec;
import io.millrace.config.NearestName;
import io.millrace.config.Place;
import io.millrace.config.Problem;
import io.millrace.config.SourceSpec;
import io.millrace.config.TablePattern;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.Column;
import io.millrace.postgres.Identifiers;
import io.millrace.postgres.ServerSettings;
import io.millrace.postgres.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds, before anything runs, what keeps a pipeline from reading its source. */
public final class SourceCheck {
    private final TableDemands reader;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * @param reader who is to read the tables
     */
    public SourceCheck(TableDemands reader) {
        this.reader = reader;
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    public void server(Connection connection, SourceSpec source) throws SQLException {
        ServerSettings settings = ServerSettings.of(connection);
        if (!settings.walLevel().equals("logical")) {
            report(
                    source.place(),
                    "The server's wal_level is '"
                            + settings.walLevel()
                            + "', and its changes can only be read at 'logical'",
                    "Run ALTER SYSTEM SET wal_level = 'logical' and restart Postgres.");
        }
        if (!settings.mayReplicate()) {
            report(
                    source.place(),
                    "The user '"
                            + source.connection().username()
                            + "' may not read the server's changes",
                    "Run ALTER ROLE "
                            + Identifiers.quote(source.connection().username())
                            + " REPLICATION as a superuser.");
        }
    }

    /** The flow's tables, by name, each once; without those that cannot be read. */
    public List<Table> tables(Connection connection, FlowSpec flow) throws SQLException {
        Catalog catalog = new Catalog(connection);
        List<TableName> known = catalog.tableNames();
        Map<TableName, Table> tables = new TreeMap<>();
        for (TablePattern pattern : flow.tables()) {
            for (TableName name : names(pattern, known)) {
                if (!tables.containsKey(name)) {
                    table(name, pattern.place(), catalog).ifPresent(t -> tables.put(name, t));
                }
            }
        }
        return List.copyOf(tables.values());
    }

    /** A name of its own is looked up, since a partition can be read, too. */
    private List<TableName> names(TablePattern pattern, List<TableName> known) {
        if (!pattern.isPattern()) {
            return List.of(TableName.parse(pattern.text()));
        }
        List<TableName> names = new TableMatcher(pattern).of(known);
        if (names.isEmpty()) {
            report(
                    pattern.place(),
                    "No table matches " + pattern.text(),
                    "Create one, or correct the pattern.");
        }
        return names;
    }

    private Optional<Table> table(TableName name, Place place, Catalog catalog)
            throws SQLException {
        Optional<Table> found = catalog.table(name);
        if (found.isEmpty()) {
            report(place, "There is no table " + name, nearest(name, catalog));
            return found;
        }
        primaryKey(found.get(), place);
        columns(found.get(), place);
        reader.missingPrerequisite(found.get())
                .ifPresent(
                        shortage ->
                                report(
                                        place,
                                        shortage.problem(),
                                        "Run " + shortage.remedy() + "."));
        return found;
    }

    private void primaryKey(Table table, Place place) {
        String alter = "ALTER TABLE " + Identifiers.quote(table.name());
        if (table.primaryKey().isEmpty()) {
            report(
                    place,
                    "The table " + table.name() + " has no primary key to tell its rows apart by",
                    "Run " + alter + " ADD PRIMARY KEY (…).");
        } else if (table.primaryKeyDeferrable()) {
            report(
                    place,
                    "The primary key of "
                            + table.name()
                            + " is deferrable, so that rows may exchange their keys",
                    "Make it NOT DEFERRABLE.");
        }
    }

    private void columns(Table table, Place place) {
        for (Column column : table.columns()) {
            reader.cannotRead(column)
                    .ifPresent(
                            why ->
                                    report(
                                            place,
                                            "The column '"
                                                    + column.name()
                                                    + "' of "
                                                    + table.name()
                                                    + " cannot be read exactly: "
                                                    + why,
                                            "Leave it in a table of its own, or change its type."));
        }
    }

    private static String nearest(TableName name, Catalog catalog) throws SQLException {
        List<String> known = catalog.tableNames().stream().map(TableName::toString).toList();
        return NearestName.of(name.toString(), known)
                .map(nearest -> "Did you mean " + nearest + "?")
                .orElse("Create it, or correct its name.");
    }

    private void report(Place place, String message, String remedy) {
        problems.add(new Problem(place, message, remedy));
    }
}
