package io.millrace.demo.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.change.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Compares an index with a table, document by document: each row's document should be equal to
 * {@code to_jsonb} of the row, its id the row's key. The table is read first, all of it at one
 * moment, and then the index; while either changes, what has changed counts as a mismatch.
 *
 * <pre>{@code
 * IndexComparison products = new IndexComparison(
 *         TableName.parse("public.products"), List.of("id"), new ElasticsearchIndex(url, "products"));
 * assertThat(products.compare(connection).mismatches()).isZero();
 * }</pre>
 *
 * @param keyColumns the columns of the primary key, in its order
 */
public record IndexComparison(TableName table, List<String> keyColumns, ElasticsearchIndex index) {

    /**
     * @param connection in auto-commit mode, and afterwards as it was
     */
    public Report compare(Connection connection)
            throws SQLException, IOException, InterruptedException {
        Map<String, String> rows = TableRows.read(connection, table, keyColumns);
        int total = rows.size();
        AtomicLong documents = new AtomicLong();
        Findings stale = new Findings();
        Findings orphaned = new Findings();
        index.forEach(
                (id, document) -> {
                    documents.incrementAndGet();
                    String row = rows.remove(id);
                    if (row == null) {
                        orphaned.add(id);
                    } else {
                        difference(row, document)
                                .ifPresent(found -> stale.add(id + " (" + found + ")"));
                    }
                });
        Findings missing = new Findings();
        rows.keySet().forEach(missing::add);
        return new Report(total, documents.get(), missing, stale, orphaned);
    }

    private static Optional<JsonDifference> difference(String row, JsonNode document) {
        try {
            return JsonDifference.first(ExactJson.MAPPER.readTree(row), document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Postgres' own JSON cannot be read", e);
        }
    }

    /**
     * What a comparison has found.
     *
     * @param missing rows without a document
     * @param stale documents that are not what their rows are
     * @param orphaned documents without a row
     */
    public record Report(
            long rows, long documents, Findings missing, Findings stale, Findings orphaned) {
        public long mismatches() {
            return missing.count() + stale.count() + orphaned.count();
        }

        @Override
        public String toString() {
            String counts = rows + " rows, " + documents + " documents";
            return mismatches() == 0
                    ? counts + ", all equal"
                    : counts
                            + ", mismatches: "
                            + mismatches()
                            + missing.described("missing")
                            + stale.described("stale")
                            + orphaned.described("orphaned");
        }
    }
}
