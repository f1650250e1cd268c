package io.millrace.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
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
        String name = "'" + file.normalize() + "'";
        if (Files.isDirectory(file)) {
            problems.add(place, name + " is a folder, not a file", remedy);
        } else if (!Files.exists(file)) {
            problems.add(place, "there is no file " + name, remedy);
        } else {
            try {
                return Optional.of(Files.readString(file));
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
