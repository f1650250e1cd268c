package io.millrace.config;

import java.io.Serializable;

/**
 * Where in a user's file something stands.
 *
 * @param file the file's path as the user gave it
 * @param line counted from 1
 */
public record Place(String file, int line) implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
