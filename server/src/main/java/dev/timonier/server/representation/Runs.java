package dev.timonier.server.representation;

import dev.timonier.server.watchcache.CachedObject;
import java.util.ArrayList;
import java.util.List;

/// Divides lists into runs of objects. Where a run ends depends on its objects and not on how many
/// came before them, so that an object more or less leaves the other runs as they are.
final class Runs {
  /// One object of so many, on average, is the last of its run.
  private static final int MEAN_OBJECTS = 32;

  private static final int MOST_BYTES = 64 * 1024;
  private static final int MIXER = 0x9e3779b9;

  private Runs() {}

  static List<List<CachedObject>> of(List<CachedObject> objects) {
    var runs = new ArrayList<List<CachedObject>>(objects.size() / MEAN_OBJECTS + 1);
    var start = 0;
    var bytes = 0L;
    for (var i = 0; i < objects.size(); i++) {
      bytes += objects.get(i).stored().bytes().length;
      if (bytes >= MOST_BYTES || isLast(objects.get(i).path()) || i + 1 == objects.size()) {
        runs.add(objects.subList(start, i + 1));
        start = i + 1;
        bytes = 0;
      }
    }
    return runs;
  }

  private static boolean isLast(String path) {
    return Integer.remainderUnsigned((path.hashCode() * MIXER) >>> 16, MEAN_OBJECTS) == 0;
  }
}
