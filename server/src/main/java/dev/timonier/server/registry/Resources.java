package dev.timonier.server.registry;

import dev.timonier.machinery.catalog.GroupVersion;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The resources that are served.
public final class Resources {
  private final Map<GroupVersion, Map<String, Resource>> byVersion = new LinkedHashMap<>();

  public Resources(List<Resource> resources) {
    for (var resource : resources) {
      byVersion
          .computeIfAbsent(resource.api().groupVersion(), _ -> new LinkedHashMap<>())
          .put(resource.api().plural(), resource);
    }
  }

  public Optional<Resource> find(GroupVersion groupVersion, String plural) {
    return Optional.ofNullable(byVersion.getOrDefault(groupVersion, Map.of()).get(plural));
  }

  /// A resource that is known to be there.
  public Resource get(String group, String version, String plural) {
    return find(new GroupVersion(group, version), plural).orElseThrow();
  }

  /// The version of a resource that an entry of `managedFields` speaks of; none where the group
  /// does not serve the resource in that version.
  public Optional<Resource> inVersion(Resource resource, String apiVersion) {
    if (resource.kind().apiVersion().equals(apiVersion)) {
      return Optional.of(resource);
    }
    return find(GroupVersion.parse(apiVersion), resource.api().plural())
        .filter(other -> other.groupResource().equals(resource.groupResource()));
  }

  /// The group versions, the core group first.
  public Collection<GroupVersion> groupVersions() {
    return byVersion.keySet();
  }

  public boolean serves(GroupVersion groupVersion) {
    return byVersion.containsKey(groupVersion);
  }

  public Collection<Resource> of(GroupVersion groupVersion) {
    return byVersion.getOrDefault(groupVersion, Map.of()).values();
  }

  /// The resources whose objects are stored as they are served.
  public List<Resource> stored() {
    return all().stream().filter(resource -> resource.conversion().isEmpty()).toList();
  }

  public List<Resource> all() {
    return byVersion.values().stream().flatMap(m -> m.values().stream()).toList();
  }
}
