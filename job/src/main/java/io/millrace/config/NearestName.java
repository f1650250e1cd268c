package io.millrace.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * The known name that a wrong one was probably meant to be: for "did you mean …?".
 *
 * <p>Distances are counted in inserted, deleted, replaced and swapped letters (optimal string
 * alignment), whatever their case.
 */
public final class NearestName {
    private NearestName() {}

    /** The known name nearest to {@code name}; empty if none is near enough to be worth a guess. */
    public static Optional<String> of(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= 1 + name.length() / 4)
                .min(
                        Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                                .thenComparing(Comparator.naturalOrder()));
    }

    private static int distance(String name, String candidate) {
        String from = name.toLowerCase(Locale.ROOT);
        String to = candidate.toLowerCase(Locale.ROOT);
        return from.length() >= 3 && to.startsWith(from)
                ? Math.min(1, edits(from, to))
                : edits(from, to);
    }

    private static int edits(String from, String to) {
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : fewest(from, to, i, j, edits);
            }
        }
        return edits[from.length()][to.length()];
    }

    private static int fewest(String from, String to, int i, int j, int[][] edits) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int fewest =
                Math.min(
                        edits[i - 1][j - 1] + (same ? 0 : 1),
                        Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
    }
}
