/**
 * The writer that our sinks share: it batches, keeps the order, retries and remembers. A target is
 * one class that sends a batch and says, per document, what became of it.
 */
package io.millrace.sink.writer;
