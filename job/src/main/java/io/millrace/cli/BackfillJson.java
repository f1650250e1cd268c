package io.millrace.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.backfill.Backfill;
import java.time.Instant;
import javax.annotation.Nullable;

/** A backfill as JSON, with the names of its table's columns. */
final class BackfillJson {
    private static final JsonMapper JSON = new JsonMapper();

    private BackfillJson() {}

    static String of(Backfill backfill) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", backfill.id());
        json.put("flow", backfill.request().flow());
        json.put("table_schema", backfill.request().table().schema());
        json.put("table_name", backfill.request().table().name());
        json.put("condition", backfill.request().condition());
        json.put("reason", backfill.request().reason().toString());
        json.put("state", backfill.phase().toString());
        json.put("rows_estimated", backfill.rows().estimated());
        json.put("rows_read", backfill.rows().read());
        json.put("requested_at", text(backfill.times().requested()));
        json.put("started_at", text(backfill.times().started()));
        json.put("finished_at", text(backfill.times().finished()));
        json.put("updated_at", text(backfill.times().updated()));
        json.put("error", backfill.error());
        return json.toString();
    }

    @Nullable
    private static String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
