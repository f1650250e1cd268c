package io.millrace.config;

/**
 * A key that a section of a pipeline file may have.
 *
 * @param meaning what stands there, for the remedy of a problem with it
 */
record Key(String name, String meaning) {
    String remedy() {
        return "Write '" + name + "', " + meaning + ".";
    }
}
