package dev.timonier.controllers.resourcequota;

import dev.timonier.controllers.discovery.Discovery;
import dev.timonier.controllers.discovery.ServedResource;
import dev.timonier.machinery.informer.ListWatch;
import dev.timonier.machinery.informer.Reflector;
import dev.timonier.machinery.informer.Sink;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Counts the objects of resources that some quota limits by number; follows a resource from the
/// first question on.
final class ObjectCounts implements AutoCloseable {
  private final KubernetesClient client;
  private final Time time;
  private final Affected affected;
  private final Map<String, Followed> followed = new ConcurrentHashMap<>();

  /// @param affected is told the namespaces in which objects come or go
  ObjectCounts(KubernetesClient client, Time time, Affected affected) {
    this.client = client;
    this.time = time;
    this.affected = affected;
  }

  /// What is known of a count.
  sealed interface Count {
    record Known(long number) implements Count {}

    /// It will be known, and told, shortly.
    record Awaited() implements Count {}

    /// There is no such resource.
    record Unserved() implements Count {}
  }

  /// @param resource as `secrets` or `deployments.apps`
  Count count(String resource, String namespace) throws InterruptedException {
    var present = followed.get(resource);
    if (present != null) {
      return present.count(namespace);
    }
    var served = served(resource);
    served.ifPresent(r -> followed.computeIfAbsent(resource, _ -> new Followed(r)).start());
    return served.isPresent() ? new Count.Awaited() : new Count.Unserved();
  }

  private Optional<ServedResource> served(String resource) throws InterruptedException {
    return new Discovery(client)
        .find().resources().stream()
            .filter(r -> name(r).equals(resource) && r.namespaced() && r.allows("list", "watch"))
            .findFirst();
  }

  private static String name(ServedResource resource) {
    var group = resource.kind().group();
    return group.isEmpty() ? resource.plural() : resource.plural() + "." + group;
  }

  @Override
  public void close() {
    followed.values().forEach(Followed::close);
    followed.clear();
  }

  private final class Followed implements Sink<PartialObjectMetadata> {
    private final Reflector<PartialObjectMetadata> reflector;
    private final Map<String, String> namespaces = new ConcurrentHashMap<>(); // by uid
    private volatile boolean complete;

    private Followed(ServedResource resource) {
      reflector =
          new Reflector<>(
              ListWatch.ofMetadata(client, resource.kind().apiVersion(), resource.plural()),
              this,
              time);
    }

    private void start() {
      reflector.start();
    }

    private void close() {
      reflector.close();
    }

    private Count count(String namespace) {
      return complete
          ? new Count.Known(namespaces.values().stream().filter(namespace::equals).count())
          : new Count.Awaited();
    }

    @Override
    public void replaced(List<PartialObjectMetadata> items) {
      var before = List.copyOf(namespaces.values());
      namespaces.clear();
      items.forEach(item -> namespaces.put(uid(item), item.getMetadata().getNamespace()));
      complete = true;
      before.forEach(affected::less);
      namespaces.values().forEach(affected::more);
      affected.more("");
    }

    @Override
    public void applied(PartialObjectMetadata item) {
      var namespace = item.getMetadata().getNamespace();
      if (namespaces.put(uid(item), namespace) == null) {
        affected.more(namespace);
      }
    }

    @Override
    public void deleted(PartialObjectMetadata item) {
      if (namespaces.remove(uid(item)) != null) {
        affected.less(item.getMetadata().getNamespace());
      }
    }

    private static String uid(HasMetadata object) {
      return object.getMetadata().getUid();
    }
  }
}
