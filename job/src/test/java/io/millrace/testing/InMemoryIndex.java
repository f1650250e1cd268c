package io.millrace.testing;

import io.millrace.change.Address;
import io.millrace.change.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import javax.annotation.Nullable;

/**
 * A target in this JVM's memory that a sink table can name. It keeps documents, by route, and
 * versions as Elasticsearch does, but notes every version that falls, and can be told to fail.
 */
public final class InMemoryIndex {
    private static final Map<String, InMemoryIndex> INDEXES = new ConcurrentHashMap<>();

    private final Map<Address, Delivery> newest = new HashMap<>();
    private final List<Delivery> received = new ArrayList<>();
    private int failAfter = Integer.MAX_VALUE;
    private int failures;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile long nanosPerDelivery;
    private volatile boolean holdAtCheckpoint;
    private volatile boolean failOnRelease;

    public static InMemoryIndex named(String name) {
        return INDEXES.computeIfAbsent(name, ignored -> new InMemoryIndex());
    }

    void deliver(Delivery delivery) throws InterruptedException {
        gate.await();
        if (failOnRelease) {
            failOnRelease = false;
            fail();
        }
        LockSupport.parkNanos(nanosPerDelivery);
        synchronized (this) {
            received.add(delivery);
            newest.merge(
                    new Address(delivery.route(), delivery.id()),
                    delivery,
                    (old, now) -> now.version() > old.version() ? now : old);
            if (received.size() >= failAfter) {
                failAfter = Integer.MAX_VALUE;
                fail();
            }
        }
    }

    private synchronized void fail() {
        failures++;
        throw new IllegalStateException("The target fails, as it was told");
    }

    synchronized void checkpoint() {
        if (holdAtCheckpoint) {
            holdAtCheckpoint = false;
            hold();
        }
    }

    /**
     * Takes nothing more from the next checkpoint's barrier on, until {@link #releaseByFailing}.
     */
    public void holdAtCheckpoint() {
        holdAtCheckpoint = true;
    }

    /** Fails on the delivery that waits, without having taken it. */
    public void releaseByFailing() {
        failOnRelease = true;
        release();
    }

    /** Fails once, on the delivery that comes after so many more, having taken it. */
    public synchronized void failAfter(int deliveries) {
        failAfter = received.size() + deliveries;
    }

    public synchronized int failures() {
        return failures;
    }

    /** Takes all there is again. Where it holds, it fails once more before. */
    public synchronized void recover() {
        failAfter = Integer.MAX_VALUE;
        nanosPerDelivery = 0;
        holdAtCheckpoint = false;
        if (gate.getCount() > 0) {
            releaseByFailing();
        }
    }

    /** Takes so long for each delivery, so that what comes has to wait. */
    public void takeTime(Duration perDelivery) {
        nanosPerDelivery = perDelivery.toNanos();
    }

    /** Takes nothing until {@link #release}. */
    public void hold() {
        gate = new CountDownLatch(1);
    }

    public void release() {
        gate.countDown();
    }

    public synchronized List<Delivery> received() {
        return List.copyOf(received);
    }

    /** The documents without a route by id, without what was deleted. */
    public Map<String, String> documents() {
        return documents(null);
    }

    /** The documents of a route by id, without what was deleted. */
    public synchronized Map<String, String> documents(@Nullable String route) {
        Map<String, String> documents = new TreeMap<>();
        newest.forEach(
                (address, delivery) -> {
                    if (Objects.equals(address.route(), route) && !delivery.isDelete()) {
                        documents.put(address.id(), delivery.document().toString());
                    }
                });
        return documents;
    }

    /** The documents of all routes, without what was deleted. */
    public synchronized Map<Address, String> contents() {
        Map<Address, String> contents = new HashMap<>();
        newest.forEach(
                (address, delivery) -> {
                    if (!delivery.isDelete()) {
                        contents.put(address, delivery.document().toString());
                    }
                });
        return contents;
    }

    /** Of the document without a route. */
    public synchronized long version(String id) {
        return newest.get(new Address(null, id)).version();
    }
}
