package dev.timonier.cluster.process;

import dev.timonier.machinery.time.Time;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import javax.management.Notification;
import javax.management.NotificationEmitter;

/// Keeps the process small. Left alone, the serial collector lets garbage pile up among the old
/// objects until the heap can grow no more, which is half of the machine's memory; here they are
/// collected whenever they have grown by a quarter.
///
/// For example, with 80 MB in use after a collection the next one comes at 108 MB. So each byte
/// that gets old costs less than four bytes of collecting, however large the heap is. Another one
/// comes when there is nothing else to do.
public final class HeapPacing implements QuietCollection.Heap {
  private static final long LEAST_GROWTH = 8L << 20;

  private final MemoryPoolMXBean pool;
  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

  /// What was old when the pacing began counts as collected: a program that has just started needs
  /// most of it.
  private final long usedAtFirst;

  private HeapPacing(MemoryPoolMXBean pool) {
    this.pool = pool;
    this.usedAtFirst = pool.getUsage().getUsed();
  }

  /// Begins, and goes on as long as the process lives.
  public static void begin(Time time) {
    for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported()) {
        var pacing = new HeapPacing(pool);
        pacing.follow();
        new QuietCollection(pacing, time).begin();
      }
    }
  }

  private void follow() {
    setNext();
    ((NotificationEmitter) memory)
        .addNotificationListener((_, _) -> collect(), HeapPacing::isThreshold, null);
  }

  @Override
  public long activity() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  @Override
  public long growth() {
    var collected = Math.max(usedAtFirst, pool.getCollectionUsage().getUsed());
    return pool.getUsage().getUsed() - collected;
  }

  private static boolean isThreshold(Notification notification) {
    return notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED);
  }

  /// Runs on the Java machine's own thread for notifications, or that for timers.
  @Override
  public synchronized void collect() {
    memory.gc();
    setNext();
  }

  private void setNext() {
    var used = pool.getUsage().getUsed();
    pool.setUsageThreshold(Math.min(used + used / 4 + LEAST_GROWTH, most()));
  }

  private long most() {
    var most = pool.getUsage().getMax();
    return most < 0 ? Long.MAX_VALUE : most;
  }
}
