package io.millrace.demo.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Who runs a server that refuses to run as root: the caller, or, where that is root, the
 * unprivileged user 65534 ({@code nobody}).
 */
enum ServerUser {
    CALLER {
        @Override
        List<String> command(List<String> command) {
            return command;
        }

        @Override
        void own(Path folder) {}
    },
    NOBODY {
        @Override
        List<String> command(List<String> command) {
            List<String> dropped =
                    new ArrayList<>(
                            List.of("setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups"));
            dropped.addAll(command);
            return dropped;
        }

        @Override
        void own(Path folder) throws IOException {
            Files.walkFileTree(folder, new ChangeOwner());
        }
    };

    private static final int ID = 65534;

    /**
     * @param owned a file or folder that the caller has just made
     */
    static ServerUser ofOwner(Path owned) throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(owned, "unix:uid")) ? NOBODY : CALLER;
    }

    /** What to run so that this user runs {@code command}. */
    abstract List<String> command(List<String> command);

    /** Gives this user the folder and all it holds. */
    abstract void own(Path folder) throws IOException;

    private static final class ChangeOwner extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            return visitFile(folder, attributes);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.setAttribute(file, "unix:uid", ID, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:gid", ID, LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
        }
    }
}
