package io.millrace.flow.sql;

import io.millrace.flow.json.ValueWriters;
import io.millrace.flow.row.RowSchema;
import io.millrace.flow.sql.Select.Computed;
import io.millrace.flow.sql.Select.Output;
import io.millrace.flow.sql.Select.Passed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;

/**
 * Plans a query that gives one row for one row. What is a column of the row and nothing else, it
 * takes out of the query: it can be passed on as it is.
 */
final class SelectPlanner {
    private static final String UNNAMED = "EXPR$";
    private static final String ALIAS = "$c";

    private static final String CALC = "== Optimized Physical Plan ==\nCalc(select=[";
    private static final String SCAN = "0 AS $last])\n+- TableSourceScan(";

    /**
     * The planner forgets the aliases where a query gives all columns of another in their order.
     */
    private static final String LAST = ", 0 AS `$last`";

    private static final String SEPARATOR = ", ";
    private static final Pattern COLUMN = Pattern.compile("\\$\\d+");

    private final RowQueries queries;
    private final String query;

    /**
     * @param query that Flink takes
     */
    SelectPlanner(RowQueries queries, String query) {
        this.queries = queries;
        this.query = query;
    }

    /** Plans a query whose columns are given names. */
    Select plan(List<String> names, Complaint complaint) throws InvalidFragmentException {
        Map<Integer, String> wanted = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            wanted.put(i, names.get(i));
        }
        return plan(wanted, names.size(), complaint);
    }

    /** Plans a query whose columns have names. */
    Select plan(ResolvedSchema result, Complaint complaint) throws InvalidFragmentException {
        List<Column> columns = result.getColumns();
        Map<Integer, String> wanted = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        boolean isMeta = false;
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).getName();
            if (isMark(name, RowSchema.META_BEGIN)) {
                if (!name.equals(RowSchema.META_BEGIN)) {
                    throw complaint.unfit("has more than one '*'", "Leave one out.");
                }
                isMeta = true;
            } else if (isMark(name, RowSchema.META_END)) {
                isMeta = false;
            } else if (!isMeta) {
                String given = given(name, i, result);
                check(given, i, columns.get(i), names, complaint);
                wanted.put(i, given);
            }
        }
        return plan(wanted, columns.size(), complaint);
    }

    private void check(
            String name, int place, Column column, Set<String> names, Complaint complaint)
            throws InvalidFragmentException {
        if (name.startsWith(UNNAMED)) {
            throw complaint.unfit(
                    "has no name for what it gives at place " + (names.size() + 1),
                    "Name it: expression AS name.");
        }
        if (!names.add(name)) {
            throw complaint.unfit(
                    "gives two columns with the name '" + name + "'",
                    "Rename one: expression AS name.");
        }
        try {
            ValueWriters.of(column.getDataType().getLogicalType());
        } catch (IllegalArgumentException e) {
            throw complaint.unfit("gives '" + name + "', which " + e.getMessage(), "Correct it.");
        }
    }

    /** Flink numbers the marks of a second {@code *}. */
    private static boolean isMark(String name, String mark) {
        return name.startsWith(mark)
                && name.substring(mark.length()).chars().allMatch(Character::isDigit);
    }

    /** Flink adds a number to a name that is there already. */
    private String given(String name, int place, ResolvedSchema result) {
        int digits = name.length();
        while (digits > 0 && Character.isDigit(name.charAt(digits - 1))) {
            digits--;
        }
        String plain = name.substring(0, digits);
        boolean mayBeNumbered =
                digits < name.length() && result.getColumnNames().subList(0, place).contains(plain);
        return mayBeNumbered && !isName(name) ? plain : name;
    }

    private boolean isName(String name) {
        try {
            queries.schema("SELECT " + RowQueries.quote(name) + " FROM (\n" + query + "\n) AS t");
            return true;
        } catch (RuntimeException unknownOrAmbiguous) {
            return false;
        }
    }

    private Select plan(Map<Integer, String> wanted, int columns, Complaint complaint)
            throws InvalidFragmentException {
        List<Integer> places = List.copyOf(wanted.keySet());
        Map<Integer, Integer> passed;
        Optional<Calc> calc = Optional.empty();
        List<Integer> computed = new ArrayList<>();
        try {
            passed = passed(places, queries.plan(subset(places, columns, LAST)));
            places.stream().filter(place -> !passed.containsKey(place)).forEach(computed::add);
            if (!computed.isEmpty()) {
                calc = queries.compile(subset(computed, columns, ""));
            }
        } catch (RuntimeException e) {
            throw complaint.of(e, 3);
        }
        if (!computed.isEmpty() && calc.isEmpty()) {
            throw complaint.moreThanARow();
        }
        List<Output> outputs = new ArrayList<>();
        for (Map.Entry<Integer, String> output : wanted.entrySet()) {
            Integer column = passed.get(output.getKey());
            outputs.add(
                    column != null
                            ? new Passed(output.getValue(), column)
                            : new Computed(output.getValue(), computed.indexOf(output.getKey())));
        }
        return new Select(outputs, calc.orElse(null));
    }

    /** Some of the query's columns, under names of ours, and what else is to be selected. */
    private String subset(List<Integer> places, int columns, String more) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            all.add(RowQueries.quote(ALIAS + i));
        }
        List<String> some = places.stream().map(all::get).toList();
        return "SELECT "
                + String.join(", ", some)
                + more
                + " FROM (\n"
                + query
                + "\n) AS t("
                + String.join(", ", all)
                + ")";
    }

    /**
     * Which of the columns are columns of the row, by what the planner says: {@code Calc(select=[$3
     * AS $c0, UPPER($4) AS $c1])} on top of the rows. What it says otherwise is taken for computed.
     */
    private static Map<Integer, Integer> passed(List<Integer> places, String plan) {
        Map<Integer, Integer> passed = new LinkedHashMap<>();
        int at = plan.indexOf(CALC);
        if (at < 0) {
            return Map.of();
        }
        at += CALC.length();
        for (int place : places) {
            String alias = " AS " + ALIAS + place;
            int end = plan.indexOf(alias, at);
            if (end < 0) {
                return Map.of();
            }
            String expression = plan.substring(at, end);
            if (COLUMN.matcher(expression).matches()) {
                passed.put(place, Integer.parseInt(expression.substring(1)));
            }
            at = end + alias.length() + SEPARATOR.length();
        }
        return plan.startsWith(SCAN, at) ? passed : Map.of();
    }
}
