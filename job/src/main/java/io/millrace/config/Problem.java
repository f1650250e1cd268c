package io.millrace.config;

/**
 * One thing that keeps a pipeline from starting.
 *
 * @param message what is wrong, with the bad value
 * @param remedy what to do about it
 */
public record Problem(Place place, String message, String remedy) {
    @Override
    public String toString() {
        return place + ": " + message + ". " + remedy;
    }
}
