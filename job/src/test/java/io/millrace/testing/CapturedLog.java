package io.millrace.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** What is logged, from INFO on, until this is closed. */
public final class CapturedLog implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Level level;
    private final AbstractAppender appender;

    private CapturedLog(Logger logger) {
        this.logger = logger;
        this.level = logger.getLevel();
        this.appender =
                new AbstractAppender("captured", null, null, false, Property.EMPTY_ARRAY) {
                    @Override
                    public void append(LogEvent event) {
                        lines.add(
                                event.getLevel() + " " + event.getMessage().getFormattedMessage());
                    }
                };
    }

    public static CapturedLog of(Class<?> logging) {
        return of((Logger) LogManager.getLogger(logging));
    }

    public static CapturedLog ofEverything() {
        return of((Logger) LogManager.getRootLogger());
    }

    private static CapturedLog of(Logger logger) {
        CapturedLog captured = new CapturedLog(logger);
        captured.appender.start();
        captured.logger.addAppender(captured.appender);
        Configurator.setLevel(logger.getName(), Level.INFO);
        return captured;
    }

    /** Level and message of each event. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        logger.removeAppender(appender);
        Configurator.setLevel(logger.getName(), level);
        appender.stop();
    }
}
