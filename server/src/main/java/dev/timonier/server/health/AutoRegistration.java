package dev.timonier.server.health;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.resource.apiregistration.ApiServiceKind;
import dev.timonier.server.watchcache.WatchCache;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;

/// Whether each group that the server serves itself has had an APIService that is available. One
/// that was seen once counts, whatever becomes of it.
final class AutoRegistration implements Supplier<Optional<String>> {
  private static final GroupResource API_SERVICES =
      new GroupResource("apiregistration.k8s.io", "apiservices");

  private final WatchCache cache;
  private final ConcurrentSkipListSet<String> pending;

  /// @param names of the APIServices
  AutoRegistration(WatchCache cache, Collection<String> names) {
    this.cache = cache;
    this.pending = new ConcurrentSkipListSet<>(names);
  }

  @Override
  public Optional<String> get() {
    pending.removeIf(this::isAvailable);
    return pending.isEmpty()
        ? Optional.empty()
        : Optional.of("missing APIService: [" + String.join(" ", pending) + "]");
  }

  private boolean isAvailable(String name) {
    return cache
        .peek(API_SERVICES, name)
        .map(service -> service.stored().read().root())
        .filter(ApiServiceKind::isAvailable)
        .isPresent();
  }
}
