package dev.timonier.server.representation;

import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.server.deflate.Deflated;
import dev.timonier.server.watchcache.CachedObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Remembers runs of listed objects in compressed form, those that were asked for last, so that a
/// list which was compressed once costs hardly more than its compressed bytes. When an object
/// changes, only the run that it is in is compressed again.
public final class DeflatedRuns {
  private static final long MEMBER_BYTES = 16;

  private final long mostBytes;

  // All guarded by this.
  private final LinkedHashMap<Key, Known> runs = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /// @param mostBytes how much is remembered
  public DeflatedRuns(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /// What objects are shown as, and how.
  record Form(GroupVersionKind kind, Shape shape) {}

  /// A run has the place of its first object: what has become of it takes its place.
  private record Key(Form form, String first) {}

  /// @param members each with the revision that it was last changed at, which tells its content
  private record Known(List<Member> members, Deflated deflated) {
    boolean is(List<CachedObject> run) {
      if (members.size() != run.size()) {
        return false;
      }
      for (var i = 0; i < members.size(); i++) {
        if (!members.get(i).is(run.get(i))) {
          return false;
        }
      }
      return true;
    }

    long bytes() {
      return deflated.blocks().length + MEMBER_BYTES * members.size();
    }
  }

  private record Member(String path, long revision) {
    static Member of(CachedObject object) {
      return new Member(object.path(), object.stored().revision().value());
    }

    boolean is(CachedObject object) {
      return revision == object.stored().revision().value() && path.equals(object.path());
    }
  }

  /// The compressed form of a run.
  ///
  /// @param encoder gives the bytes of a run
  Deflated deflated(
      Form form, List<CachedObject> run, Function<List<CachedObject>, byte[]> encoder) {
    var key = new Key(form, run.getFirst().path());
    return find(key)
        .filter(known -> known.is(run))
        .map(Known::deflated)
        .orElseGet(() -> remember(key, run, Deflated.of(encoder.apply(run))));
  }

  private synchronized Optional<Known> find(Key key) {
    return Optional.ofNullable(runs.get(key));
  }

  private Deflated remember(Key key, List<CachedObject> run, Deflated deflated) {
    keep(key, new Known(run.stream().map(Member::of).toList(), deflated));
    return deflated;
  }

  private synchronized void keep(Key key, Known known) {
    bytes += known.bytes();
    var previous = runs.put(key, known);
    bytes -= previous == null ? 0 : previous.bytes();
    for (var eldest = runs.entrySet().iterator(); bytes > mostBytes; eldest.remove()) {
      bytes -= eldest.next().getValue().bytes();
    }
  }
}
