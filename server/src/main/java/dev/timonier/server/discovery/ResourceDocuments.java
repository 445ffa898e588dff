package dev.timonier.server.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.ApiResource;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.catalog.Subresource;
import dev.timonier.machinery.catalog.Verb;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Resources;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The documents that tell of resources, in both forms: `APIResourceList`, and the entries of
/// aggregated discovery
/// (<https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api>).
final class ResourceDocuments {
  private static final Set<GroupResource> EARLIER =
      Set.of(
          new GroupResource("admissionregistration.k8s.io", "mutatingadmissionpolicies"),
          new GroupResource("admissionregistration.k8s.io", "mutatingadmissionpolicybindings"),
          new GroupResource("apiextensions.k8s.io", "customresourcedefinitions"));

  private final Resources resources;

  ResourceDocuments(Resources resources) {
    this.resources = resources;
  }

  private List<Resource> of(GroupVersion groupVersion) {
    return resources.of(groupVersion).stream()
        .sorted(Comparator.comparing(resource -> resource.api().plural()))
        .toList();
  }

  /// The resources of a group version, each followed by its subresources.
  ObjectNode list(GroupVersion groupVersion) {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("kind", "APIResourceList");
    if (!groupVersion.group().isEmpty()) {
      document.put("apiVersion", "v1");
    }
    document.put("groupVersion", groupVersion.toString());
    var entries = document.putArray("resources");
    for (var resource : of(groupVersion)) {
      var api = resource.api();
      entries.add(listEntry(api, stored(resource)));
      api.subresources().values().forEach(sub -> entries.add(listEntry(api, sub)));
    }
    return document;
  }

  /// What Kubernetes stores objects as: some in a version before the one that is served.
  private static GroupVersionKind stored(Resource resource) {
    var kind = resource.storedKind();
    return EARLIER.contains(resource.groupResource())
        ? new GroupVersion(kind.group(), "v1beta1").kind(kind.kind())
        : kind;
  }

  private static ObjectNode listEntry(ApiResource resource, GroupVersionKind stored) {
    var entry = JsonNodeFactory.instance.objectNode();
    entry.put("name", resource.plural()).put("singularName", resource.singular());
    entry.put("namespaced", resource.namespaced()).put("kind", resource.kind().kind());
    entry.set("verbs", verbs(resource.verbs()));
    putTexts(entry, "shortNames", resource.shortNames());
    putTexts(entry, "categories", resource.categories());
    if (resource.allows(Verb.WATCH)) {
      entry.put("storageVersionHash", storageVersionHash(stored));
    }
    return entry;
  }

  private static ObjectNode listEntry(ApiResource resource, Subresource subresource) {
    var entry = JsonNodeFactory.instance.objectNode();
    entry.put("name", resource.plural() + "/" + subresource.name()).put("singularName", "");
    entry.put("namespaced", resource.namespaced());
    var kind = subresource.kind();
    if (!kind.groupVersion().equals(resource.groupVersion())) {
      entry.put("group", kind.group()).put("version", kind.version());
    }
    entry.put("kind", kind.kind());
    entry.set("verbs", verbs(subresource));
    return entry;
  }

  /// The version of a group within aggregated discovery.
  ObjectNode aggregated(GroupVersion groupVersion) {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("version", groupVersion.version());
    var entries = document.putArray("resources");
    of(groupVersion).forEach(resource -> entries.add(aggregatedEntry(resource.api())));
    document.put("freshness", "Current");
    return document;
  }

  private static ObjectNode aggregatedEntry(ApiResource resource) {
    var entry = JsonNodeFactory.instance.objectNode();
    entry.put("resource", resource.plural());
    entry.set("responseKind", responseKind(resource.kind()));
    entry.put("scope", resource.namespaced() ? "Namespaced" : "Cluster");
    entry.put("singularResource", resource.singular());
    entry.set("verbs", verbs(resource.verbs()));
    putTexts(entry, "shortNames", resource.shortNames());
    putTexts(entry, "categories", resource.categories());
    putSubresources(entry, resource.subresources().values());
    return entry;
  }

  private static void putSubresources(ObjectNode entry, Collection<Subresource> subresources) {
    if (subresources.isEmpty()) {
      return;
    }
    var array = entry.putArray("subresources");
    for (var subresource : subresources) {
      var sub = array.addObject().put("subresource", subresource.name());
      sub.set("responseKind", responseKind(subresource.kind()));
      sub.set("verbs", verbs(subresource));
    }
  }

  /// The core group is told without group and version.
  private static ObjectNode responseKind(GroupVersionKind kind) {
    var core = kind.group().isEmpty();
    return JsonNodeFactory.instance
        .objectNode()
        .put("group", kind.group())
        .put("version", core ? "" : kind.version())
        .put("kind", kind.kind());
  }

  /// What clients may do with a subresource that is connected to is told by HTTP methods.
  private static ArrayNode verbs(Subresource subresource) {
    if (!subresource.verbs().contains(Verb.CONNECT)) {
      return verbs(subresource.verbs());
    }
    return texts(
        subresource.name().equals("proxy")
            ? List.of("create", "delete", "get", "patch", "update")
            : List.of("create", "get"));
  }

  private static ArrayNode verbs(Set<Verb> verbs) {
    return texts(verbs.stream().map(Verb::toString).sorted().toList());
  }

  private static void putTexts(ObjectNode entry, String field, List<String> texts) {
    if (!texts.isEmpty()) {
      entry.set(field, texts(texts));
    }
  }

  private static ArrayNode texts(List<String> texts) {
    var array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  /// Changes when objects are stored as another version.
  private static String storageVersionHash(GroupVersionKind stored) {
    try {
      var name = stored.group() + "/" + stored.version() + "/" + stored.kind();
      var hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(Arrays.copyOf(hash, 8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
