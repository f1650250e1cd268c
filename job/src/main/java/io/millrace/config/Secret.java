package io.millrace.config;

import java.io.Serializable;
import java.util.Objects;

/** A value that must not be printed: its text form is {@code ***}. */
public record Secret(String value) implements Serializable {
    private static final long serialVersionUID = 1L;

    public Secret {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "***";
    }
}
