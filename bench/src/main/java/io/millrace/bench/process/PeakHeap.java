package io.millrace.bench.process;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * The most heap that this JVM has held, just before collections, where it is fullest; and the most
 * that a collection has left.
 */
public final class PeakHeap {
    private static final double MIB = 1 << 20;

    private final Set<String> pools =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .map(MemoryPoolMXBean::getName)
                    .collect(Collectors.toSet());
    private long before;
    private long after;

    /** Watches from now on. */
    public PeakHeap() {
        ManagementFactory.getGarbageCollectorMXBeans()
                .forEach(
                        collector ->
                                ((NotificationEmitter) collector)
                                        .addNotificationListener(this::collected, null, null));
    }

    public synchronized double mib() {
        long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return Math.max(before, now) / MIB;
    }

    /** 0 if there was no collection yet. */
    public synchronized double mibAfterCollections() {
        return after / MIB;
    }

    private synchronized void collected(Notification notification, Object handback) {
        if (notification
                .getType()
                .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            GcInfo collection =
                    GarbageCollectionNotificationInfo.from(
                                    (CompositeData) notification.getUserData())
                            .getGcInfo();
            before = Math.max(before, heap(collection.getMemoryUsageBeforeGc()));
            after = Math.max(after, heap(collection.getMemoryUsageAfterGc()));
        }
    }

    private long heap(Map<String, MemoryUsage> usage) {
        return pools.stream().mapToLong(pool -> usage.get(pool).getUsed()).sum();
    }
}
