package io.millrace.delivery;

import io.millrace.change.VersionedSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Of each document a byte that tells what follows, its route and id where they are its own, and the
 * hash: 17 bytes for the one document of most rows. Where there is none, one byte, and the company,
 * if the flow has some. (Version 1 knew no companies.)
 */
public final class HoldingsSerializer extends VersionedSerializer<Holdings> {
    private static final long serialVersionUID = 1L;

    private static final int ROUTE = 1;
    private static final int ID = 2;
    private static final int MORE = 4;
    private static final int NOTHING = 8;
    private static final int NOTHING_IN_COMPANY = 16;

    @Override
    protected int currentVersion() {
        return 2;
    }

    @Override
    protected void write(Holdings holdings, DataOutputView out) throws IOException {
        int left = holdings.documents().size();
        if (left == 0) {
            writeNothing(holdings.company(), out);
        }
        for (Held held : holdings.documents()) {
            left--;
            out.writeByte(
                    (held.route() == null ? 0 : ROUTE)
                            | (held.id() == null ? 0 : ID)
                            | (left == 0 ? 0 : MORE));
            if (held.route() != null) {
                StringValue.writeString(held.route(), out);
            }
            if (held.id() != null) {
                StringValue.writeString(held.id(), out);
            }
            out.writeLong(held.hash().first());
            out.writeLong(held.hash().second());
        }
    }

    private static void writeNothing(int company, DataOutputView out) throws IOException {
        if (company == Company.NONE) {
            out.writeByte(NOTHING);
        } else {
            out.writeByte(NOTHING_IN_COMPANY);
            out.writeInt(company);
        }
    }

    @Override
    protected Holdings read(int version, DataInputView in) throws IOException {
        int flags = in.readByte();
        if (flags == NOTHING) {
            return Holdings.nothing(Company.NONE);
        }
        if (flags == NOTHING_IN_COMPANY) {
            return Holdings.nothing(in.readInt());
        }
        List<Held> documents = new ArrayList<>(1);
        documents.add(readHeld(flags, in));
        while ((flags & MORE) != 0) {
            flags = in.readByte();
            documents.add(readHeld(flags, in));
        }
        return new Holdings(documents);
    }

    private static Held readHeld(int flags, DataInputView in) throws IOException {
        if ((flags & ~(ROUTE | ID | MORE)) != 0) {
            throw new IOException("A document of the kind " + flags + ": the state is damaged");
        }
        String route = (flags & ROUTE) == 0 ? null : StringValue.readString(in);
        String id = (flags & ID) == 0 ? null : StringValue.readString(in);
        return new Held(route, id, new ContentHash(in.readLong(), in.readLong()));
    }
}
