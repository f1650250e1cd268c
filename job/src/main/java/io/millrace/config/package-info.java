/** A pipeline file as an immutable specification; all its problems are found at once. */
package io.millrace.config;
