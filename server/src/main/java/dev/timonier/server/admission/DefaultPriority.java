package dev.timonier.server.admission;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.watchcache.CachedObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The class of pods that name none. Each pod asks for it, so that it is looked for only where
/// classes have changed.
final class DefaultPriority {
  private final CachedObjects objects;
  private final GroupResource classes;
  private volatile Known known = new Known(List.of(), Optional.empty());

  private record Known(List<CachedObject> classes, Optional<ApiObject> found) {}

  DefaultPriority(CachedObjects objects, GroupResource classes) {
    this.objects = objects;
    this.classes = classes;
  }

  /// The least of those that say so, to be read only.
  Optional<ApiObject> find() {
    var present = objects.stored(classes);
    var last = known;
    if (!last.classes().equals(present)) {
      last = new Known(present, least(present));
      known = last;
    }
    return last.found();
  }

  private static Optional<ApiObject> least(List<CachedObject> classes) {
    return classes.stream()
        .map(each -> each.stored().read())
        .filter(DefaultPriority::is)
        .min(Comparator.comparingInt(each -> each.root().path("value").asInt()));
  }

  /// Whether a class says so.
  static boolean is(ApiObject priorityClass) {
    return priorityClass.root().path("globalDefault").asBoolean();
  }
}
