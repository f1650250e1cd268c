package io.millrace.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.flow.Outcome;
import io.millrace.flow.Outcome.Made;
import io.millrace.pipeline.FlowPreview;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;

/** Previews for programs: one JSON object a line, for each row, with whole documents. */
final class PreviewLines {
    private static final JsonFactory JSON = new JsonFactory();

    private final PrintWriter out;

    PreviewLines(PrintWriter out) {
        this.out = out;
    }

    void print(FlowPreview preview) throws IOException {
        for (Outcome outcome : preview.outcomes()) {
            out.println(line(preview.flow().name(), outcome));
        }
    }

    private static String line(String flow, Outcome outcome) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("flow", flow);
            json.writeStringField("table", outcome.table().toString());
            json.writeStringField("key", outcome.key());
            json.writeStringField("action", "read");
            json.writeStringField("outcome", outcome.fate().name().toLowerCase(Locale.ROOT));
            json.writeStringField("group", outcome.group());
            json.writeArrayFieldStart("documents");
            for (Made made : outcome.documents()) {
                json.writeStartObject();
                json.writeStringField("id", made.id());
                json.writeStringField("route", made.route());
                json.writeFieldName("document");
                json.writeRawValue(inOneLine(made.content()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("error", outcome.error());
            json.writeEndObject();
        }
        return line.toString();
    }

    /** Within a string JSON has neither of these; between values a space is as good. */
    private static String inOneLine(String json) {
        return json.replace('\n', ' ').replace('\r', ' ');
    }
}
