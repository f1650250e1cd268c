package io.millrace.flow;

import java.io.Serializable;
import java.util.List;

/**
 * The fields of the documents that a flow makes of a table's rows, where they are known beforehand.
 *
 * @param source what has them, as a sentence may call it
 */
public record DocumentFields(String source, List<DocumentField> fields) implements Serializable {
    private static final long serialVersionUID = 1L;

    public DocumentFields {
        fields = List.copyOf(fields);
    }

    public List<String> names() {
        return fields.stream().map(DocumentField::name).toList();
    }
}
