/** The only package that knows every stage: checks a pipeline, wires it, and runs it. */
package io.millrace.pipeline;
