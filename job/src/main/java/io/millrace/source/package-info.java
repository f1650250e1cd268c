/** The change stream: what is checked before it starts, its slot's life, and its readers. */
package io.millrace.source;
