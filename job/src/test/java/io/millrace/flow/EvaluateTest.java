package io.millrace.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvaluateTest {
    @Test
    void computesColumnsAndPassesOthers() throws Exception {
        try (TestOperator flow =
                TestFlow.with()
                        .filter("in_stock AND price > 0")
                        .transform(
                                "id, name, UPPER(sku) AS sku, price, amount, stock + 1 AS more, doc, JSON_VALUE(doc, '$.a') AS a")
                        .route("'products_' || sku")
                        .open(Changes.TABLE)) {
            System.out.println(
                    flow.process(
                            Changes.insert(
                                    """
                                    {"id": 1, "name": "a \\"b\\"", "sku": "x1", "price": 1.50, "amount": 1e-30, "stock": 3,
                                     "weight": 0.1, "in_stock": true, "doc": {"a": [1, 2], "b": "x"}, "tags": ["a"],
                                     "created_at": "2026-01-01T00:00:00+00:00", "day": "2026-01-01"}
                                    """)));
            assertThat(flow.failures()).isEmpty();
        }
    }
}
