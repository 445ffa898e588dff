package dev.timonier.server.authz.node;

import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.resource.core.pod.PodReferences;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.ChangedObjects;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/// What nodes may use because pods of theirs name it. A pod is read once for each version of it,
/// when it is on a node.
final class PodIndex implements ChangedObjects.Index {
  private final Naming<Use> uses = new Naming<>();
  private final Function<StoredObject, ApiObject> reader;

  PodIndex(Function<StoredObject, ApiObject> reader) {
    this.reader = reader;
  }

  boolean has(Use use) {
    return !uses.of(use).isEmpty();
  }

  @Override
  public void put(CachedObject pod) {
    var node = pod.attributes().field("spec.nodeName");
    uses.put(pod.path(), node.isEmpty() ? Set.of() : uses(node, reader.apply(pod.stored())));
  }

  @Override
  public void remove(String path) {
    uses.remove(path);
  }

  @Override
  public void clear() {
    uses.clear();
  }

  /// A mirror pod shows what runs anyway and must not give access to anything.
  private static Set<Use> uses(String node, ApiObject pod) {
    var references = new PodReferences(pod);
    return references.isMirror() ? Set.of() : uses(node, pod.namespace(), references);
  }

  private static Set<Use> uses(String node, String namespace, PodReferences pod) {
    var uses = new HashSet<Use>();
    pod.secrets().forEach(name -> uses.add(new Use(node, Use.Kind.SECRET, namespace, name)));
    pod.configMaps().forEach(name -> uses.add(new Use(node, Use.Kind.CONFIG_MAP, namespace, name)));
    pod.claims().forEach(name -> uses.add(new Use(node, Use.Kind.CLAIM, namespace, name)));
    pod.resourceClaims()
        .forEach(name -> uses.add(new Use(node, Use.Kind.RESOURCE_CLAIM, namespace, name)));
    uses.add(new Use(node, Use.Kind.SERVICE_ACCOUNT, namespace, pod.serviceAccount()));
    return uses;
  }
}
