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

  public List<Resource> all() {
    return byVersion.values().stream().flatMap(m -> m.values().stream()).toList();
  }
}
