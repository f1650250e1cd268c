package io.millrace.row;

import io.millrace.change.Json;
import io.millrace.change.JsonFields;
import java.io.ByteArrayOutputStream;

/** Tells what an update changed, by the whole row before and after it. */
final class FormerValues {
    private final JsonFields before = new JsonFields();
    private final JsonFields after = new JsonFields();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /**
     * The values before the update of the columns that have others after it, in the order that they
     * have there. A column that was added meanwhile had none, and is left out.
     */
    Json of(Json rowBefore, Json rowAfter) {
        before.walk(rowBefore);
        after.walk(rowAfter);
        out.reset();
        out.write('{');
        while (after.next()) {
            if (before.seekNameOf(after) && !before.sameValue(after)) {
                if (out.size() > 1) {
                    out.write(',');
                }
                // The name with its quotes, the colon, and the value.
                int start = before.nameStart() - 1;
                out.write(before.utf8(), start, before.valueEnd() - start);
            }
        }
        out.write('}');
        return Json.ofUtf8(out.toByteArray());
    }
}
