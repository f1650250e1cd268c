package io.millrace.flow;

import io.millrace.change.JsonBuffer;
import io.millrace.flow.row.ChangeRow;
import io.millrace.flow.row.JsonStrings;
import io.millrace.flow.sql.RunningSelect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a select list gives, as texts: that of a JSON string, else the JSON itself. */
final class Texts implements AutoCloseable {
    private final RunningSelect select;
    private final JsonBuffer json = new JsonBuffer();

    Texts(RunningSelect select) {
        this.select = select;
    }

    /**
     * @throws IllegalArgumentException if one is null or empty
     */
    List<String> of(ChangeRow row) throws Exception {
        select.evaluate(row);
        List<String> texts = new ArrayList<>(select.size());
        for (int i = 0; i < select.size(); i++) {
            texts.add(text(i));
        }
        return texts;
    }

    private String text(int output) {
        json.clear();
        select.append(output, json);
        byte[] utf8 = json.toJson().utf8();
        if (utf8[0] == 'n') {
            throw new IllegalArgumentException("it is NULL" + which(output));
        }
        if (utf8[0] != '"') {
            return new String(utf8, StandardCharsets.UTF_8);
        }
        if (utf8.length == 2) {
            throw new IllegalArgumentException("it is empty" + which(output));
        }
        return JsonStrings.text(utf8, 1, utf8.length - 1);
    }

    private String which(int output) {
        return select.size() == 1 ? "" : " in expression " + (output + 1);
    }

    @Override
    public void close() throws Exception {
        select.close();
    }
}
