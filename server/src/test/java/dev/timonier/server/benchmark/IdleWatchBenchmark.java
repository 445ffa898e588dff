package dev.timonier.server.benchmark;

import dev.timonier.server.fixture.TestServer;
import dev.timonier.server.fixture.TestServer.Watch;
import java.util.ArrayList;

/// How much memory a watch takes while nothing happens, without what stands for its connection: the
/// goal is 2 KB. To be run by hand, without arguments.
final class IdleWatchBenchmark {
  private static final int WATCHES = 10_000;
  private static final int COLLECTIONS = 5; // what was weakly reachable goes with the second

  private IdleWatchBenchmark() {}

  public static void main(String[] args) {
    try (var server = new TestServer()) {
      var watches = new ArrayList<Watch>(WATCHES + 1);
      watches.add(open(server, WATCHES)); // whose meters are made
      var before = used();
      for (var number = 0; number < WATCHES; number++) {
        watches.add(open(server, number));
      }
      var each = (used() - before) / WATCHES;
      System.out.printf("%d watches: %d bytes each%n", WATCHES, each);
      watches.forEach(Watch::close);
    }
  }

  /// Each has headers of its own.
  private static Watch open(TestServer server, int number) {
    return server
        .admin()
        .with("Accept", "application/json;n=" + number)
        .with("Accept-Encoding", "gzip;n=" + number)
        .with("User-Agent", "watcher/v1.36.2 (linux/amd64) kubernetes/" + number)
        .watch("/api/v1/configmaps?watch=true&allowWatchBookmarks=true", _ -> {});
  }

  private static long used() {
    for (var collection = 0; collection < COLLECTIONS; collection++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
