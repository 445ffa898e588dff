package dev.timonier.server.authz.node;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.ChangedObjects;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Which claims the persistent volumes are for, and which secrets nodes need to mount them.
final class VolumeIndex implements ChangedObjects.Index {
  /// The secrets of a CSI driver's controller, which is not on the node.
  private static final Set<String> CONTROLLERS =
      Set.of("controllerPublishSecretRef", "controllerExpandSecretRef");

  private final Map<String, NamespacedName> claims = new HashMap<>(); // by the volumes' names
  private final Naming<NamespacedName> secrets = new Naming<>();
  private final Function<StoredObject, ApiObject> reader;

  VolumeIndex(Function<StoredObject, ApiObject> reader) {
    this.reader = reader;
  }

  /// The claim that a volume is for.
  Optional<NamespacedName> claimOf(String volume) {
    return Optional.ofNullable(claims.get(volume));
  }

  /// The claims whose volumes need a secret.
  Stream<NamespacedName> claimsThatNeed(NamespacedName secret) {
    return secrets.of(secret).stream().map(this::claimOf).flatMap(Optional::stream);
  }

  @Override
  public void put(CachedObject object) {
    var spec = reader.apply(object.stored()).spec();
    var reference = spec.path("claimRef");
    if (!reference.isObject()) {
      remove(object.path());
      return;
    }
    var claim =
        new NamespacedName(Trees.text(reference, "namespace"), Trees.text(reference, "name"));
    claims.put(object.path(), claim);
    secrets.put(object.path(), secrets(spec, claim.namespace()));
  }

  @Override
  public void remove(String path) {
    claims.remove(path);
    secrets.remove(path);
  }

  @Override
  public void clear() {
    claims.clear();
    secrets.clear();
  }

  /// @param namespace of secrets that do not say where they are
  private static Set<NamespacedName> secrets(JsonNode spec, String namespace) {
    var secrets = new HashSet<NamespacedName>();
    for (var source : spec) {
      add(secrets, source, "secretName", "secretNamespace", namespace);
      for (var field : source.properties()) {
        if (field.getKey().endsWith("ecretRef") && !CONTROLLERS.contains(field.getKey())) {
          add(secrets, field.getValue(), "name", "namespace", namespace);
        }
      }
    }
    return secrets;
  }

  private static void add(
      Set<NamespacedName> secrets, JsonNode reference, String name, String where, String absent) {
    var namespace = Trees.text(reference, where);
    if (reference.has(name)) {
      secrets.add(
          new NamespacedName(
              namespace.isEmpty() ? absent : namespace, Trees.text(reference, name)));
    }
  }
}
