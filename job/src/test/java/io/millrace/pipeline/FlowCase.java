package io.millrace.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A flow, or several with one sink, a history of their tables, and what comes of them, as the files
 * in {@code flows/} describe it.
 *
 * @param schema of its tables; also the name of its first flow and of its sink
 * @param table the statement that creates the table {@code t}
 */
record FlowCase(String name, String schema, String table, Map<String, Object> yaml) {
    private static final List<String> FILES =
            List.of(
                    "filter",
                    "transform",
                    "route",
                    "key",
                    "sharing",
                    "rows",
                    "events",
                    "errors",
                    "functions");

    static List<FlowCase> all() throws IOException {
        List<FlowCase> cases = new ArrayList<>();
        for (String file : FILES) {
            try (InputStream text =
                    FlowCase.class.getResourceAsStream("/flows/" + file + ".yaml")) {
                Map<String, Object> content = load(text);
                String table = content.get("table").toString();
                for (Map<String, Object> yaml :
                        FlowCase.<Map<String, Object>>list(content, "cases")) {
                    String schema = file + "_" + cases.size();
                    cases.add(new FlowCase(file + ": " + yaml.get("case"), schema, table, yaml));
                }
            }
        }
        return cases;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> load(InputStream text) {
        return (Map<String, Object>)
                new Load(LoadSettings.builder().build()).loadFromInputStream(text);
    }

    /** What is to be there before the pipeline starts. */
    List<String> setup() {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE SCHEMA " + schema);
        statements.add("SET search_path = " + schema);
        statements.add(table);
        if (yaml.containsKey("setup")) {
            statements.add(yaml.get("setup").toString());
        }
        return statements;
    }

    /** As a pipeline file has them, their tables in the case's own schema. */
    List<Map<String, Object>> flows() {
        List<Map<String, Object>> flows = new ArrayList<>();
        for (Object flow :
                (List<?>)
                        yaml.getOrDefault("flows", List.of(yaml.getOrDefault("flow", Map.of())))) {
            String name = flows.isEmpty() ? schema : schema + "_" + (flows.size() + 1);
            flows.add(flow(name, flow));
        }
        return flows;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> flow(String name, Object written) {
        Map<String, Object> flow = new LinkedHashMap<>((Map<String, Object>) written);
        Object tables = flow.getOrDefault("tables", "t");
        List<?> names = tables instanceof List<?> list ? list : List.of(tables);
        List<String> qualified = names.stream().map(each -> schema + "." + each).toList();
        flow.put("tables", qualified.size() == 1 ? qualified.get(0) : qualified);
        flow.put("name", name);
        flow.put("sink", schema);
        // A case is a history of changes; rows of before it come with theirs.
        flow.put("backfill", "none");
        return flow;
    }

    String definitions(String index) {
        return "CREATE TABLE "
                + schema
                + " WITH ('connector' = 'in-memory', 'name' = '"
                + index
                + "');\n"
                + (yaml.containsKey("definitions") ? yaml.get("definitions") + ";\n" : "");
    }

    /** The statements of each transaction. */
    List<List<String>> history() {
        return FlowCase.<Object>list(yaml, "given").stream()
                .map(
                        step ->
                                step instanceof List<?> several
                                        ? several.stream().map(Object::toString).toList()
                                        : List.of(step.toString()))
                .toList();
    }

    boolean has(String part) {
        return yaml.containsKey(part);
    }

    List<Map<String, Object>> expected(String part) {
        return list(yaml, part);
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> list(Map<String, Object> yaml, String key) {
        return (List<T>) yaml.getOrDefault(key, List.of());
    }
}
