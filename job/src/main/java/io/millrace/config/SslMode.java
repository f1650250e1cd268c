package io.millrace.config;

/** How a connection is encrypted and what is checked of the server: libpq's {@code sslmode}. */
public enum SslMode {
    /** Not encrypted. */
    DISABLE("disable"),
    /** Encrypted if the server can, else not; nothing is checked. */
    PREFER("prefer"),
    /** Encrypted; nothing is checked. */
    REQUIRE("require"),
    /** Encrypted, and the server's certificate comes from a known authority. */
    VERIFY_CA("verify-ca"),
    /** And it is a certificate for the host that was asked for. */
    VERIFY_FULL("verify-full");

    private final String text;

    SslMode(String text) {
        this.text = text;
    }

    /** Whether the server's certificate is checked. */
    public boolean verifies() {
        return this == VERIFY_CA || this == VERIFY_FULL;
    }

    /** As it is written in a pipeline file, and by libpq. */
    @Override
    public String toString() {
        return text;
    }
}
