package io.millrace.delivery;

import io.millrace.change.Claim;
import io.millrace.change.ClaimSerializer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Brings claims that come by several subtasks, those of a group or of an address, into the order of
 * their commits. A claim waits until the watermark says that everything has arrived that committed
 * before it, or with it. So its source must send watermarks whose time is a commit's position in
 * the log.
 *
 * <p>What comes behind the watermark does not wait.
 *
 * @param <K> what the claims are grouped by
 */
public final class GroupOrder<K> extends KeyedProcessFunction<K, Claim, Claim> {
    private static final long serialVersionUID = 1L;

    private transient MapState<Turn, Claim> waiting;
    private transient Counter unordered;

    @Override
    public void open(OpenContext context) {
        waiting =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "waiting", new TurnSerializer(), new ClaimSerializer()));
        unordered = getRuntimeContext().getMetricGroup().counter("claimsUnordered");
    }

    @Override
    public void processElement(Claim claim, Context context, Collector<Claim> out)
            throws Exception {
        if (claim.position().lsn() <= context.timerService().currentWatermark()) {
            unordered.inc();
            out.collect(claim);
            return;
        }
        waiting.put(Turn.of(claim), claim);
        awaitNextWatermark(context.timerService());
    }

    /** Whatever is due then is sent, so that one timer does for all claims of a group. */
    private static void awaitNextWatermark(TimerService timers) {
        timers.registerEventTimeTimer(timers.currentWatermark() + 1);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Claim> out) throws Exception {
        long watermark = context.timerService().currentWatermark();
        List<Turn> due = new ArrayList<>();
        boolean more = false;
        for (Turn turn : waiting.keys()) {
            if (turn.position().lsn() <= watermark) {
                due.add(turn);
            } else {
                more = true;
            }
        }
        due.sort(null);
        for (Turn turn : due) {
            out.collect(waiting.get(turn));
            waiting.remove(turn);
        }
        if (more) {
            awaitNextWatermark(context.timerService());
        }
    }
}
