package io.millrace.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/**
 * A port that leads to a server, or refuses every connection: a network that can be cut. It keeps
 * its port number through any number of cuts.
 */
public final class TcpForwarder implements AutoCloseable {
    private final int port;
    private volatile int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private ServerSocket listening;

    private TcpForwarder(int port, int target) {
        this.port = port;
        this.target = target;
    }

    /** One that refuses connections until {@link #open()}. */
    public static TcpForwarder to(int target) throws IOException {
        try (ServerSocket reserved = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            return new TcpForwarder(reserved.getLocalPort(), target);
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Leads new connections to another server. */
    public void leadTo(int newTarget) {
        target = newTarget;
    }

    /** Lets connections through. */
    public void open() throws IOException {
        // Who connects to a port that nobody listens on can be given the same port for himself.
        listening =
                Awaitility.await()
                        .ignoreException(BindException.class)
                        .until(this::listen, Objects::nonNull);
        ServerSocket accepting = listening;
        start(
                () -> {
                    while (true) {
                        Socket client = accepting.accept();
                        Socket server = new Socket(InetAddress.getByName("127.0.0.1"), target);
                        sockets.add(client);
                        sockets.add(server);
                        start(() -> pump(client, server));
                        start(() -> pump(server, client));
                    }
                });
    }

    private ServerSocket listen() throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        return socket;
    }

    /** Breaks every connection, and refuses new ones. */
    public void cut() throws IOException {
        if (listening != null) {
            listening.close();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    private static void pump(Socket from, Socket to) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Whoever closes a socket ends the threads that use it, which is all their failures mean. */
    private static void start(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException closed) {
                                return;
                            }
                        },
                        "tcp-forwarder");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
