package io.millrace.flow;

import io.millrace.change.JsonBuffer;
import io.millrace.flow.json.FieldName;
import io.millrace.flow.row.ChangeRow;
import io.millrace.flow.sql.RunningSelect;
import java.util.List;

/** One document, whose fields are what a select list gives. */
final class SelectedDocument implements DocumentMaker {
    private final RunningSelect select;
    private final FieldName[] names;
    private final JsonBuffer json = new JsonBuffer();

    SelectedDocument(RunningSelect select) {
        this.select = select;
        this.names = new FieldName[select.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = new FieldName(select.name(i));
        }
    }

    /**
     * Of a deleted row whose identity alone is known, the columns that are not known are left out.
     */
    @Override
    public List<Draft> documents(ChangeRow row) throws Exception {
        select.evaluate(row);
        boolean isPartial = row.change().change().gaps().identityOnly();
        json.clear();
        json.append('{');
        for (int i = 0; i < names.length; i++) {
            if (isPartial && !select.isKnown(i)) {
                continue;
            }
            if (json.size() > 1) {
                json.append(',');
            }
            names[i].appendTo(json);
            select.append(i, json);
        }
        json.append('}');
        return List.of(Draft.of(json.toJson()));
    }

    @Override
    public void close() throws Exception {
        select.close();
    }
}
