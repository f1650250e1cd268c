package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {
    private static final List<String> KEYS =
            List.of("hostname", "port", "database", "username", "password");

    @ParameterizedTest
    @CsvSource({
        "hostnme, hostname", // a letter left out
        "hosstname, hostname", // one too many
        "hastname, hostname", // another one
        "potr, port", // two swapped
        "HostName, hostname",
        "host, hostname", // the beginning
        "passwrd, password",
        "user, username",
    })
    void findsWhatWasMeant(String name, String meant) {
        assertThat(NearestName.of(name, KEYS)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "schema", "flows", "hostel_bookings"})
    void doesNotGuessWhenNothingIsNear(String name) {
        assertThat(NearestName.of(name, KEYS)).isEmpty();
    }

    @Test
    void prefersTheNearer() {
        assertThat(NearestName.of("prices", List.of("price_eur", "price", "slices")))
                .contains("price");
    }

    @Test
    void knowsNothingAmongNothing() {
        assertThat(NearestName.of("name", List.of())).isEmpty();
    }
}
