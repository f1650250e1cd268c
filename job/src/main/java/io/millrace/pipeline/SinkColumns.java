package io.millrace.pipeline;

import io.millrace.config.FlowSpec;
import io.millrace.config.NearestName;
import io.millrace.config.Problem;
import io.millrace.flow.DocumentField;
import io.millrace.flow.DocumentField.Form;
import io.millrace.flow.DocumentFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ContextResolvedTable;
import org.apache.flink.table.types.logical.LogicalType;

/** Holds the columns of a sink against the documents that a flow makes for it. */
final class SinkColumns {
    private final FlowSpec flow;
    private final DocumentFields documents;

    private SinkColumns(FlowSpec flow, DocumentFields documents) {
        this.flow = flow;
        this.documents = documents;
    }

    /** A sink without columns takes whole documents, so there is nothing to check. */
    static List<Problem> check(FlowSpec flow, ContextResolvedTable sink, DocumentFields documents) {
        SinkColumns columns = new SinkColumns(flow, documents);
        List<Problem> problems = new ArrayList<>();
        for (Column column : sink.getResolvedSchema().getColumns()) {
            columns.problem(column).ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<Problem> problem(Column column) {
        Optional<DocumentField> field =
                documents.fields().stream()
                        .filter(each -> each.name().equals(column.getName()))
                        .findFirst();
        if (field.isEmpty()) {
            return Optional.of(missing(column.getName()));
        }
        Form form = field.get().form();
        return fits(form, column.getDataType().getLogicalType())
                ? Optional.empty()
                : Optional.of(unfit(column, form));
    }

    private Problem missing(String column) {
        List<String> known = documents.names();
        return new Problem(
                flow.sinkPlace(),
                "The sink '"
                        + flow.sink()
                        + "' has a column '"
                        + column
                        + "', and "
                        + documents.source()
                        + " has none of that name",
                NearestName.of(column, known)
                        .map(nearest -> "Did you mean '" + nearest + "'?")
                        .orElse("Its columns are " + String.join(", ", known) + "."));
    }

    /** A text takes the JSON of anything. */
    private static boolean fits(Form form, LogicalType column) {
        return switch (column.getTypeRoot()) {
            case CHAR, VARCHAR -> true;
            case ARRAY -> form == Form.LIST || form == Form.ANY;
            case MAP, ROW -> form == Form.OBJECT || form == Form.ANY;
            default -> form == Form.VALUE || form == Form.ANY;
        };
    }

    private Problem unfit(Column column, Form form) {
        return new Problem(
                flow.sinkPlace(),
                "The sink '"
                        + flow.sink()
                        + "' has the column '"
                        + column.getName()
                        + "' as "
                        + column.getDataType().getLogicalType().asSummaryString()
                        + ", and in "
                        + documents.source()
                        + " it is "
                        + words(form),
                "Declare it as STRING, which takes the JSON text of anything, or as a type for "
                        + words(form)
                        + ".");
    }

    private static String words(Form form) {
        return switch (form) {
            case VALUE -> "a single value";
            case LIST -> "a list";
            case OBJECT -> "an object";
            case ANY -> "anything";
        };
    }
}
