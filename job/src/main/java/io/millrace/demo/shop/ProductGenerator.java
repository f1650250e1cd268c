package io.millrace.demo.shop;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes products that look real. The same seed makes the same products, on every machine.
 *
 * <p>A field of {@code attributes} has one type in all products: an index that maps fields by the
 * first document it sees takes them all.
 */
final class ProductGenerator {
    private static final LocalDate FIRST_DAY = LocalDate.of(2015, 1, 1);

    private final Random random;
    private final Vocabulary words;

    ProductGenerator(Random random) {
        this.random = random;
        this.words = new Vocabulary(random);
    }

    Product next() {
        LocalDate released = FIRST_DAY.plusDays(random.nextInt(3650));
        return new Product(
                String.format(Locale.ROOT, "%s-%05d", letters(3), random.nextInt(100_000)),
                words.name(),
                description(),
                new Product.Offer(price(), stock(), random.nextInt(10) == 0 ? null : uuid()),
                new Product.Traits(
                        weight(),
                        tags(),
                        random.nextInt(4) == 0 ? null : sizes(),
                        attributes(),
                        rating()),
                new Product.Dates(
                        released,
                        time(released).atOffset(ZoneOffset.UTC),
                        random.nextInt(3) == 0 ? time(released) : null));
    }

    String description() {
        return words.description();
    }

    BigDecimal price() {
        return BigDecimal.valueOf(100 + random.nextInt(50_000), 2);
    }

    int stock() {
        return random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(500);
    }

    Float rating() {
        return random.nextInt(4) == 0 ? null : (10 + random.nextInt(41)) / 10f;
    }

    List<String> tags() {
        return Stream.generate(words::tag).limit(random.nextInt(5)).distinct().toList();
    }

    String attributes() {
        return String.format(
                Locale.ROOT,
                "{\"color\": \"%s\", \"material\": %s, \"washable\": %b, \"warranty\": {\"months\": %d, \"regions\": [\"EU\"%s]},"
                        + " \"dimensions\": {\"cm\": [%.1f, %.1f, %.2f]}, \"notes\": []}",
                words.color(),
                random.nextInt(5) == 0 ? "null" : "\"" + words.material() + "\"",
                random.nextBoolean(),
                12 * (1 + random.nextInt(5)),
                random.nextBoolean() ? ", \"UK\"" : "",
                random.nextDouble() * 100,
                random.nextDouble() * 100,
                random.nextDouble() * 10);
    }

    private double weight() {
        return random.nextInt(8) == 0 ? 1 + random.nextInt(20) : random.nextDouble() * 12;
    }

    private List<Integer> sizes() {
        return IntStream.range(0, random.nextInt(6)).map(i -> 34 + 2 * i).boxed().toList();
    }

    /** A moment of that day, to the microsecond, as exact as Postgres is. */
    private LocalDateTime time(LocalDate day) {
        return day.atStartOfDay()
                .plus(
                        random.nextInt(86_400) * 1_000_000L + random.nextInt(1_000_000),
                        ChronoUnit.MICROS);
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private String letters(int count) {
        return random.ints(count, 'A', 'Z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
