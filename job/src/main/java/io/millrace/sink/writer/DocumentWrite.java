package io.millrace.sink.writer;

import io.millrace.change.Address;
import java.io.Serializable;
import javax.annotation.Nullable;

/**
 * One thing that a target is asked to do. Not compared by value.
 *
 * @param route which index, collection or table of the target; null for the one that the sink names
 * @param id the document's id; null where the target makes one, which only an upsert may have it do
 * @param version what the target compares with the version it holds, or {@link #UNVERSIONED}
 * @param document JSON as UTF-8, or null to delete
 */
public record DocumentWrite(
        @Nullable String route, @Nullable String id, long version, @Nullable byte[] document)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The version of a document whose target is to take it without comparing. */
    public static final long UNVERSIONED = -1;

    /** About what a request says besides the id and the document. */
    private static final int OVERHEAD_BYTES = 64;

    public DocumentWrite {
        if (id == null && document == null) {
            throw new IllegalArgumentException("A delete without an id");
        }
    }

    public boolean isDelete() {
        return document == null;
    }

    public boolean isVersioned() {
        return version != UNVERSIONED;
    }

    /** Which document of the target this is; only where it has an id. */
    Address address() {
        return new Address(route, id);
    }

    /** Which one, for messages. */
    public String name() {
        return "document with the id " + id + (route == null ? "" : " in '" + route + "'");
    }

    /** About how many bytes of a request this is. */
    long size() {
        return OVERHEAD_BYTES
                + (route == null ? 0 : route.length())
                + (id == null ? 0 : id.length())
                + (document == null ? 0 : document.length);
    }
}
