/** What we ask of Postgres: its catalog, its settings, the publication and the replication slot. */
package io.millrace.postgres;
