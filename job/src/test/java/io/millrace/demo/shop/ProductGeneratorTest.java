package io.millrace.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProductGeneratorTest {
    @Test
    void theSameSeedMakesTheSameProducts() {
        assertThat(products(7)).isEqualTo(products(7)).isNotEqualTo(products(8));
    }

    @Test
    void makesNullsAndLongTextsAndEmptyArrays() {
        List<Product> products = products(42);
        assertThat(products).anyMatch(product -> product.offer().supplier() == null);
        assertThat(products).anyMatch(product -> product.traits().rating() == null);
        assertThat(products).anyMatch(product -> product.traits().sizes() == null);
        assertThat(products).anyMatch(product -> product.traits().tags().isEmpty());
        assertThat(products).anyMatch(product -> product.dates().localOpening() == null);
        assertThat(products).anyMatch(product -> product.description().length() > 2048);
        assertThat(products).anyMatch(product -> product.offer().stock() == 0);
    }

    @Test
    void attributesAreJson() throws Exception {
        ObjectMapper json = new ObjectMapper();
        for (Product product : products(1)) {
            assertThat(json.readTree(product.traits().attributes()).isObject()).isTrue();
        }
    }

    private static List<Product> products(long seed) {
        ProductGenerator generator = new ProductGenerator(new Random(seed));
        return Stream.generate(generator::next).limit(500).toList();
    }
}
