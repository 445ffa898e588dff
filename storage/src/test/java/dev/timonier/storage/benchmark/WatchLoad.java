package dev.timonier.storage.benchmark;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Watch;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.Watcher;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// 1000 puts a second, and watchers who are told of each.
///
/// @param puts how long they took
/// @param delays in nanoseconds, from the start of a put until a watcher was told, in order
/// @param events how many were delivered
record WatchLoad(Load.Result puts, long[] delays, long events) {
  private static final StoreKey PREFIX = StoreKey.of("watched/");

  static WatchLoad run(RevisionedStore store, int watchers, Duration time) {
    var told = new ArrayList<Stopwatch>();
    var watches = new ArrayList<Watch>();
    for (var i = 0; i < watchers; i++) {
      var stopwatch = new Stopwatch();
      told.add(stopwatch);
      watches.add(store.watch(WatchRequest.fromNow(KeyRange.prefix(PREFIX)), stopwatch));
    }
    var puts = new Load(10, time, Duration.ofMillis(10)).run((client, _) -> put(store, client));
    told.forEach(stopwatch -> stopwatch.await(puts.nanos().length));
    watches.forEach(Watch::close);
    var delays = told.stream().flatMapToLong(Stopwatch::delays).sorted().toArray();
    return new WatchLoad(puts, delays, told.stream().mapToLong(each -> each.count).sum());
  }

  double delayMicrosAt(double part) {
    return delays[(int) Math.min(delays.length - 1L, (long) (delays.length * part))] / 1_000.0;
  }

  private static void put(RevisionedStore store, int client) {
    var key = Workload.key("watched", client);
    var value = ByteBuffer.allocate(256).putLong(System.nanoTime()).array();
    Workload.put(store, key, value);
  }

  /// Notes how old each event is.
  private static final class Stopwatch implements Watcher {
    private long[] delays = new long[1024];
    private volatile int count; // written by one call at a time

    @Override
    public void onEvents(List<WatchEvent> events) {
      var now = System.nanoTime();
      for (var event : events) {
        if (event instanceof WatchEvent.Put(var current, _)) {
          note(now - ByteBuffer.wrap(current.value()).getLong());
        }
      }
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    private void note(long delay) {
      var next = count;
      if (next == delays.length) {
        delays = Arrays.copyOf(delays, 2 * next);
      }
      delays[next] = delay;
      count = next + 1;
    }

    @Override
    public void onProgress(Revision revision) {}

    @Override
    public void onError(StoreException cause) {
      throw new IllegalStateException(cause);
    }

    void await(int events) {
      while (count < events) {
        Thread.onSpinWait();
      }
    }

    java.util.stream.LongStream delays() {
      return Arrays.stream(delays, 0, count);
    }
  }
}
