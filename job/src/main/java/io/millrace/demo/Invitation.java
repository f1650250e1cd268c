package io.millrace.demo;

import java.net.URI;
import java.util.Optional;

/** Lines to paste into a second terminal while the demo runs. */
record Invitation(DemoServers servers, Optional<URI> webUi) {
    @Override
    public String toString() {
        return """

                Change a row, and look at its document:

                  psql '%1$s' -c "
                    UPDATE products SET name = 'A kettle of mine'
                    WHERE id = (SELECT min(id) FROM products)"
                  curl '%2$s/products/_search?q=name:mine&pretty'
                  curl '%2$s/products/_count?pretty'
                %3$s
                Ctrl-C ends the demo and removes all of it.
                """
                .formatted(
                        servers.postgresUrl(),
                        servers.elasticsearch(),
                        webUi.map(url -> "\nWatch the pipeline: " + url + "\n").orElse(""));
    }
}
