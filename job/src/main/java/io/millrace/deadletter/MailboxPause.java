package io.millrace.deadletter;

import java.time.Duration;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/** A pause of a task, which goes on with its mails meanwhile and ends when it is cancelled. */
final class MailboxPause implements Pause {
    private final MailboxExecutor mailbox;
    private final ProcessingTimeService timers;
    private boolean over;

    MailboxPause(MailboxExecutor mailbox, ProcessingTimeService timers) {
        this.mailbox = mailbox;
        this.timers = timers;
    }

    @Override
    public void await(Duration time) throws InterruptedException {
        over = false;
        timers.registerTimer(
                timers.getCurrentProcessingTime() + time.toMillis(), at -> over = true);
        while (!over) {
            mailbox.yield();
        }
    }
}
