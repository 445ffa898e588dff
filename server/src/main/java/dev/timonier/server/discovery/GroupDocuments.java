package dev.timonier.server.discovery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.request.HttpRequest;
import java.util.Comparator;
import java.util.List;

/// The documents that tell of groups: `APIVersions`, `APIGroupList`, `APIGroup` and aggregated
/// discovery.
final class GroupDocuments {
  private final Resources resources;
  private final ResourceDocuments contents;

  GroupDocuments(Resources resources) {
    this.resources = resources;
    this.contents = new ResourceDocuments(resources);
  }

  /// The groups with a name, in order.
  List<String> groups() {
    return resources.groupVersions().stream()
        .map(GroupVersion::group)
        .filter(group -> !group.isEmpty())
        .distinct()
        .sorted(GroupOrder.COMPARATOR)
        .toList();
  }

  /// The versions of a group, the preferred one first.
  List<GroupVersion> versions(String group) {
    return resources.groupVersions().stream()
        .filter(groupVersion -> groupVersion.group().equals(group))
        .sorted(Comparator.comparing(GroupVersion::version, Versions.MOST_SETTLED_FIRST))
        .toList();
  }

  /// @param request that of the client that asks
  ObjectNode coreVersions(AddressesByClient addresses, HttpRequest request) {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("kind", "APIVersions");
    document.putArray("versions").add("v1");
    addresses.write(document.putArray("serverAddressByClientCIDRs"), request);
    return document;
  }

  ObjectNode groupList() {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("kind", "APIGroupList").put("apiVersion", "v1");
    var array = document.putArray("groups");
    groups().forEach(group -> fill(array.addObject(), group));
    return document;
  }

  ObjectNode group(String name) {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("kind", "APIGroup").put("apiVersion", "v1");
    fill(document, name);
    return document;
  }

  private void fill(ObjectNode document, String group) {
    document.put("name", group);
    var versions = versions(group);
    var array = document.putArray("versions");
    versions.forEach(version -> array.add(version(version)));
    document.set("preferredVersion", version(versions.getFirst()));
  }

  private static ObjectNode version(GroupVersion groupVersion) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("groupVersion", groupVersion.toString())
        .put("version", groupVersion.version());
  }

  /// Everything about these groups at once.
  ObjectNode aggregated(List<String> groups) {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("kind", "APIGroupDiscoveryList");
    document.put("apiVersion", "apidiscovery.k8s.io/v2").putObject("metadata");
    var items = document.putArray("items");
    for (var group : groups) {
      var item = items.addObject();
      var metadata = item.putObject("metadata");
      if (!group.isEmpty()) {
        metadata.put("name", group);
      }
      var array = item.putArray("versions");
      versions(group).forEach(version -> array.add(contents.aggregated(version)));
    }
    return document;
  }

  ObjectNode resources(GroupVersion groupVersion) {
    return contents.list(groupVersion);
  }
}
