package dev.timonier.controllers.runtime;

import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers what a controller has written until its store shows it, so that it does not act on a
/// copy that is older than its own words. The store tells when it has caught up: there is no need
/// to ask again.
public final class OwnWrites {
  private record Written(String uid, long version) {}

  private final Map<NamespacedName, Written> unseen = new ConcurrentHashMap<>();

  /// @param object as the server answered
  public void note(HasMetadata object) {
    unseen.put(
        NamespacedName.of(object), new Written(object.getMetadata().getUid(), version(object)));
  }

  /// The copy is as new as what was written, or is another object.
  public boolean shownBy(HasMetadata copy) {
    var key = NamespacedName.of(copy);
    var written = unseen.get(key);
    if (written == null) {
      return true;
    }
    var shown =
        !written.uid().equals(copy.getMetadata().getUid()) || version(copy) >= written.version();
    return shown && (unseen.remove(key, written) || shownBy(copy));
  }

  /// The object is gone.
  public void forget(NamespacedName key) {
    unseen.remove(key);
  }

  private static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
