package dev.timonier.server.watchcache;

import java.util.concurrent.atomic.LongAdder;

/// Counts lists that clients asked for.
final class ListCount {
  private final LongAdder lists = new LongAdder();
  private final LongAdder seen = new LongAdder();
  private final LongAdder returned = new LongAdder();

  void add(ObjectList list) {
    lists.increment();
    seen.add(list.seen());
    returned.add(list.objects().size());
  }

  ListFigures figures() {
    return new ListFigures(lists.sum(), seen.sum(), returned.sum());
  }
}
