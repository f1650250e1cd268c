package io.millrace.config;

/** A scalar of a pipeline file, its variables replaced. May hold a secret: never printed whole. */
record Text(String value, Place place) {
    @Override
    public String toString() {
        return "text at " + place;
    }
}
