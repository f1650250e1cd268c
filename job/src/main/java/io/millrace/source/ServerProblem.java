package io.millrace.source;

import io.millrace.config.ConnectionSpec;
import io.millrace.config.Problem;
import io.millrace.config.SourceSpec;
import io.millrace.config.SslMode;
import io.millrace.config.Tls;
import java.sql.SQLException;
import java.util.Optional;

/** What a user can do about an error of the source's server. */
public final class ServerProblem {
    private ServerProblem() {}

    /** See "PostgreSQL Error Codes", appendix A of its documentation. */
    public static Problem of(SQLException error, SourceSpec source) {
        Optional<Problem> tls = TlsProblem.of(error, source);
        if (tls.isPresent()) {
            return tls.get();
        }
        ConnectionSpec connection = source.connection();
        String server = connection.server();
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        String message = error.getMessage().strip();
        if (state.startsWith("08")) {
            return new Problem(
                    source.place(),
                    "Cannot reach Postgres at " + server + " (" + message + ")",
                    "Check 'hostname' and 'port', and that the server runs and listens there.");
        }
        return switch (state) {
            case "28P01" ->
                    new Problem(
                            source.place(),
                            "Postgres at " + server + " refuses the user (" + message + ")",
                            "Check 'username' and 'password', and the server's pg_hba.conf.");
            case "28000" ->
                    new Problem(
                            source.place(),
                            "Postgres at " + server + " refuses the user (" + message + ")",
                            "Check 'username' and 'password', and the server's pg_hba.conf."
                                    + encryption(connection.tls()));
            case "3D000" ->
                    new Problem(
                            source.place(),
                            "Postgres at "
                                    + server
                                    + " has no database '"
                                    + connection.database()
                                    + "'",
                            "Check 'database'.");
            case "42501" ->
                    new Problem(
                            source.place(),
                            "The user '"
                                    + connection.username()
                                    + "' lacks a right ("
                                    + message
                                    + ")",
                            "The user needs REPLICATION, CREATE on the database, and must own the"
                                    + " tables it is to publish.");
            default ->
                    new Problem(
                            source.place(),
                            "Postgres at " + server + " reports: " + message,
                            "SQLSTATE "
                                    + state
                                    + " is explained in appendix A of Postgres's documentation.");
        };
    }

    /** The state is the same for all that pg_hba.conf can ask for, and the words are translated. */
    private static String encryption(Tls tls) {
        if (tls.mode() == SslMode.DISABLE) {
            return " If that takes encrypted connections alone (hostssl), write 'sslmode: require'.";
        }
        return tls.identity().isEmpty()
                ? " If that asks for a certificate (clientcert), give 'sslcert' and 'sslkey'."
                : "";
    }
}
