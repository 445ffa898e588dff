package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.snapshot.Snapshot;
import java.util.Collection;

/// Which nodes of a snapshot to look at, in which order.
sealed interface NodePositions {
  int count();

  /// The position in the snapshot of the node that comes at an index.
  int at(int index);

  /// All nodes, beginning somewhere and going round.
  record AllFrom(int start, int count) implements NodePositions {
    @Override
    public int at(int index) {
      var position = start + index;
      return position < count ? position : position - count;
    }
  }

  /// Only some.
  record Some(int[] positions) implements NodePositions {
    @Override
    public int count() {
      return positions.length;
    }

    @Override
    public int at(int index) {
      return positions[index];
    }
  }

  /// The nodes with these names, as far as they exist.
  static NodePositions named(Snapshot snapshot, Collection<String> names) {
    return new Some(
        names.stream()
            .flatMap(name -> snapshot.position(name).stream())
            .mapToInt(Integer::intValue)
            .toArray());
  }
}
