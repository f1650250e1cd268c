package io.millrace.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a pipeline, so that all of it is told at once. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(Place place, String message, String remedy) {
        found.add(new Problem(place, message, remedy));
    }

    /**
     * Ends the reading if anything was found. Problems are told by file, in the order in which the
     * files came up, and by line.
     *
     * @throws InvalidPipelineException if there is any problem
     */
    void refuseIfAny() {
        if (!found.isEmpty()) {
            List<String> files =
                    found.stream().map(problem -> problem.place().file()).distinct().toList();
            throw new InvalidPipelineException(
                    found.stream()
                            .sorted(
                                    Comparator.<Problem>comparingInt(
                                                    problem ->
                                                            files.indexOf(problem.place().file()))
                                            .thenComparingInt(problem -> problem.place().line()))
                            .toList());
        }
    }
}
