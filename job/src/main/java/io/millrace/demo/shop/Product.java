package io.millrace.demo.shop;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.annotation.Nullable;

/** A product as the shop sells it; its id is the database's business. */
record Product(
        String sku, String name, String description, Offer offer, Traits traits, Dates dates) {

    /**
     * @param stock pieces; a product with none is not in stock
     */
    record Offer(BigDecimal price, int stock, @Nullable UUID supplier) {}

    /**
     * @param weight in kilograms
     * @param attributes a JSON object
     * @param rating 1 to 5 stars; null before the first review
     */
    record Traits(
            double weight,
            List<String> tags,
            @Nullable List<Integer> sizes,
            String attributes,
            @Nullable Float rating) {}

    /**
     * @param localOpening when the sale opens, on the clock of whoever looks; null if it has always
     *     been open
     */
    record Dates(
            LocalDate released, OffsetDateTime created, @Nullable LocalDateTime localOpening) {}
}
