package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.server.schema.ObjectType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The kinds that a type stands for, which its schema tells.
final class Kinds {
  static final String EXTENSION = "x-kubernetes-group-version-kind";

  /// Types that belong to every group.
  private static final Set<String> EVERYWHERE = Set.of("DeleteOptions", "WatchEvent");

  private final Map<String, GroupVersion> folders = new HashMap<>();
  private final List<GroupVersion> everywhere;

  /// @param all every group version, to know the groups' full names
  /// @param everywhere those in which the common types are shown
  Kinds(Collection<GroupVersion> all, List<GroupVersion> everywhere) {
    all.forEach(version -> folders.put(folder(version), version));
    this.everywhere = everywhere;
  }

  private static String folder(GroupVersion version) {
    var group = version.group();
    return (group.isEmpty() ? "core" : group.split("\\.", 2)[0]) + "/" + version.version();
  }

  void addTo(ObjectNode schema, ObjectType type) {
    var kind = type.simpleName();
    if (type.name().startsWith("meta/")) {
      if (type.isObject() || EVERYWHERE.contains(kind)) {
        addMeta(schema.putArray(EXTENSION), kind);
      }
    } else if (type.isObject()) {
      var version = folders.get(type.name().substring(0, type.name().indexOf('.')));
      if (version != null) {
        add(schema.putArray(EXTENSION), version.kind(kind));
      }
    }
  }

  private void addMeta(ArrayNode kinds, String kind) {
    add(kinds, GroupVersion.CORE_V1.kind(kind));
    if (EVERYWHERE.contains(kind)) {
      everywhere.stream()
          .filter(version -> !version.equals(GroupVersion.CORE_V1))
          .forEach(version -> add(kinds, version.kind(kind)));
    }
  }

  static void add(ArrayNode kinds, GroupVersionKind kind) {
    write(kinds.addObject(), kind);
  }

  static void write(ObjectNode node, GroupVersionKind kind) {
    node.put("group", kind.group()).put("kind", kind.kind()).put("version", kind.version());
  }
}
