package dev.timonier.controllers.garbagecollector;

import static java.util.stream.Collectors.toMap;

import dev.timonier.controllers.discovery.ServedResource;
import dev.timonier.machinery.catalog.GroupKind;
import dev.timonier.machinery.catalog.GroupVersion;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// The resources that stand behind kinds, whatever version of them a reference names.
final class Kinds {
  private volatile Map<GroupKind, ServedResource> resources = Map.of();

  void replace(Collection<ServedResource> served) {
    resources =
        served.stream().collect(toMap(r -> r.kind().groupKind(), r -> r, (first, _) -> first));
  }

  Optional<ServedResource> find(String apiVersion, String kind) {
    var group = GroupVersion.parse(apiVersion).group();
    return Optional.ofNullable(resources.get(new GroupKind(group, kind)));
  }

  /// The path of the object.
  ///
  /// @throws UnknownKindException when no resource of the kind is served, for now
  String path(ObjectIdentity identity) {
    var resource =
        find(identity.apiVersion(), identity.kind())
            .orElseThrow(() -> new UnknownKindException(identity));
    var namespace = resource.namespaced() ? identity.namespace() : "";
    return resource.path(namespace) + "/" + identity.name();
  }

  boolean namespaced(ObjectIdentity identity) {
    return find(identity.apiVersion(), identity.kind())
        .map(ServedResource::namespaced)
        .orElse(false);
  }

  /// Nothing can be said of an object as long as its kind is not served.
  static final class UnknownKindException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownKindException(ObjectIdentity identity) {
      super("no resource of kind " + identity.kind() + " in " + identity.apiVersion());
    }
  }
}
