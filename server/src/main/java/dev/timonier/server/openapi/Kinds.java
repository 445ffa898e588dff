package dev.timonier.server.openapi;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.server.schema.ObjectType;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The kinds that a type stands for, which its schema tells.
final class Kinds {
  static final String EXTENSION = "x-kubernetes-group-version-kind";

  /// Types that belong to every group.
  private static final Set<String> EVERYWHERE = Set.of("DeleteOptions", "WatchEvent");

  /// The groups and versions that Kubernetes knows, of which it serves most.
  private static final String KNOWN =
      """
      core v1
      admission.k8s.io v1 v1beta1
      admissionregistration.k8s.io v1 v1alpha1 v1beta1
      apiextensions.k8s.io v1 v1beta1
      apiregistration.k8s.io v1 v1beta1
      apps v1 v1beta1 v1beta2
      authentication.k8s.io v1 v1alpha1 v1beta1
      authorization.k8s.io v1 v1beta1
      autoscaling v1 v2
      batch v1 v1beta1
      certificates.k8s.io v1 v1alpha1 v1beta1
      coordination.k8s.io v1 v1alpha2 v1beta1
      discovery.k8s.io v1 v1beta1
      events.k8s.io v1 v1beta1
      extensions v1beta1
      flowcontrol.apiserver.k8s.io v1 v1beta1 v1beta2 v1beta3
      imagepolicy.k8s.io v1alpha1
      internal.apiserver.k8s.io v1alpha1
      networking.k8s.io v1 v1beta1
      node.k8s.io v1 v1alpha1 v1beta1
      policy v1 v1beta1
      rbac.authorization.k8s.io v1 v1alpha1 v1beta1
      resource.k8s.io v1 v1alpha3 v1beta1 v1beta2
      scheduling.k8s.io v1 v1alpha2 v1beta1
      storage.k8s.io v1 v1alpha1 v1beta1
      storagemigration.k8s.io v1beta1
      """;

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

  /// Tells of the types that belong to every group all the kinds that they stand for.
  ///
  /// @param definitions by the names of the types
  static void addKnown(Map<String, ObjectNode> definitions) {
    for (var kind : EVERYWHERE) {
      var kinds = requireNonNull(definitions.get(TypeNames.META + kind)).putArray(EXTENSION);
      known().forEach(version -> add(kinds, version.kind(kind)));
    }
  }

  private static Stream<GroupVersion> known() {
    return KNOWN.lines().map(line -> line.split(" ", -1)).flatMap(Kinds::versions);
  }

  private static Stream<GroupVersion> versions(String[] words) {
    var group = words[0].equals("core") ? "" : words[0];
    return Arrays.stream(words).skip(1).map(version -> new GroupVersion(group, version));
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
