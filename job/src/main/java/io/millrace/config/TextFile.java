package io.millrace.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a user's file; that it cannot be read is a problem like any other. */
final class TextFile {
    private TextFile() {}

    /**
     * @param place where the file is named
     * @param remedy what to do where there is no such file
     */
    static Optional<String> read(Path file, Place place, String remedy, Problems problems) {
        return read(file, StandardCharsets.UTF_8, place, remedy, problems);
    }

    /**
     * A file of ASCII, perhaps among bytes that mean nothing.
     *
     * @param place where the file is named
     * @param remedy what to do where there is no such file
     */
    static Optional<String> readAscii(Path file, Place place, String remedy, Problems problems) {
        return read(file, StandardCharsets.ISO_8859_1, place, remedy, problems);
    }

    private static Optional<String> read(
            Path file, Charset charset, Place place, String remedy, Problems problems) {
        String name = "'" + file.normalize() + "'";
        if (Files.isDirectory(file)) {
            problems.add(place, name + " is a folder, not a file", remedy);
        } else if (!Files.exists(file)) {
            problems.add(place, "there is no file " + name, remedy);
        } else {
            try {
                return Optional.of(Files.readString(file, charset));
            } catch (CharacterCodingException e) {
                problems.add(place, name + " is not UTF-8 text", "Save it as UTF-8.");
            } catch (IOException e) {
                problems.add(
                        place, name + " cannot be read: " + e.getMessage(), "Make it readable.");
            }
        }
        return Optional.empty();
    }
}
