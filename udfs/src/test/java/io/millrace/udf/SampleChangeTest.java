package io.millrace.udf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SampleChangeTest {
    @Test
    void servesTheTestOfAFilter() throws Exception {
        FilterFunction inStock = change -> change.record().path("in_stock").asBoolean();

        assertThat(inStock.keep(SampleChange.insert("{'in_stock': true}"))).isTrue();
        assertThat(inStock.keep(SampleChange.delete("{'in_stock': false}"))).isFalse();
    }

    @Test
    void tellsWhatItWasGiven() {
        Change change =
                SampleChange.update("{\"name\": \"it's\", \"price\": 9.90}", "{'price': 12.50}")
                        .in("shop", "products")
                        .withKey("7")
                        .withAnnotations("{'user': 'ann'}");

        assertThat(change.action()).isEqualTo(Change.Action.UPDATE);
        assertThat(change.record().path("price").decimalValue()).isEqualTo("9.90");
        assertThat(change.changes().orElseThrow().path("price").decimalValue()).isEqualTo("12.50");
        assertThat(change.schema() + "." + change.table()).isEqualTo("shop.products");
        assertThat(change.key()).isEqualTo("7");
        assertThat(change.annotations().orElseThrow().path("user").asText()).isEqualTo("ann");
        assertThat(change.committedAt()).isPresent();
    }

    @Test
    void hasNoCommitAsARead() {
        Change read = SampleChange.read("{}");

        assertThat(read.committedAt()).isEmpty();
        assertThat(read.transactionId()).isZero();
        assertThat(read.changes()).isEmpty();
        assertThat(read.annotations()).isEmpty();
    }

    @Test
    void refusesWhatIsNoObject() {
        assertThatThrownBy(() -> SampleChange.insert("[1]")).hasMessage("Not a JSON object: [1]");
    }
}
