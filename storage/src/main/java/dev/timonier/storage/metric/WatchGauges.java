package dev.timonier.storage.metric;

import dev.timonier.storage.watch.WatchHub;

/// What all stores tell of their watchers.
public final class WatchGauges {
  private WatchGauges() {}

  public static void register(StoreMeters meters, WatchHub hub) {
    meters
        .gauge("etcd_debugging_mvcc_watcher", "Total number of watchers.", hub::watchers)
        .gauge(
            "timonier_store_watcher_lag_revisions",
            "How many revisions the slowest watcher has yet to be told of.",
            hub::lag)
        .gauge(
            "timonier_store_watch_memory_bytes",
            "How many bytes of recent commits are kept for watchers.",
            hub::memory);
  }
}
