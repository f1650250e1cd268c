/** What the demo shows while it runs. */
package io.millrace.demo.console;
