package io.millrace.row;

import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.change.JsonFields;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills what an update left out with what the row was before. The result has the record's columns
 * in their order, and behind them the filled ones in the order of the gaps.
 */
final class GapFilling {
    private final JsonFields record = new JsonFields();
    private final JsonFields image = new JsonFields();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /**
     * @param before the whole row before the update
     */
    Filled fill(Json updated, Gaps gaps, Json before) {
        record.walk(updated);
        image.walk(before);
        out.reset();
        out.write(updated.utf8(), 0, lengthWithoutBrace(updated.utf8()));
        boolean empty = !record.next();
        List<String> missing = new ArrayList<>();
        for (String column : gaps.columns()) {
            if (isUnchanged(column, gaps) && image.seek(column)) {
                if (!empty) {
                    out.write(',');
                }
                empty = false;
                appendField();
            } else {
                missing.add(column);
            }
        }
        out.write('}');
        return new Filled(
                Json.ofUtf8(out.toByteArray()),
                missing.isEmpty() ? Gaps.NONE : Gaps.of(missing, stillComputed(gaps, missing)));
    }

    /** Whether the update cannot have changed the column. */
    private boolean isUnchanged(String column, Gaps gaps) {
        for (Gaps.Computed computed : gaps.computed()) {
            if (computed.column().equals(column)) {
                return computed.sources().stream().allMatch(this::hasSameValue);
            }
        }
        return true;
    }

    private boolean hasSameValue(String column) {
        return record.seek(column) && image.seek(column) && record.sameValue(image);
    }

    private void appendField() {
        out.write('"');
        out.write(image.utf8(), image.nameStart(), image.nameEnd() - image.nameStart());
        out.write('"');
        out.write(':');
        out.write(image.utf8(), image.valueStart(), image.valueEnd() - image.valueStart());
    }

    private static List<Gaps.Computed> stillComputed(Gaps gaps, List<String> missing) {
        return gaps.computed().stream()
                .filter(computed -> missing.contains(computed.column()))
                .toList();
    }

    private static int lengthWithoutBrace(byte[] object) {
        int length = object.length;
        while (object[length - 1] != '}') {
            length--;
        }
        return length - 1;
    }
}
