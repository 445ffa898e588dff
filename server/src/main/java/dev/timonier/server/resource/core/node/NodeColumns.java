package dev.timonier.server.resource.core.node;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.table.ColumnTable;
import java.util.TreeSet;

/// What `kubectl get nodes` shows.
final class NodeColumns {
  private static final String UNKNOWN = "<unknown>";
  private static final String ROLE_PREFIX = "node-role.kubernetes.io/";
  private static final String ROLE = "kubernetes.io/role";

  static final ColumnTable TABLE =
      ColumnTable.named()
          .text("Status", "Whether the node is ready.", NodeColumns::status)
          .text("Roles", "The roles that the node's labels tell.", NodeColumns::roles)
          .age()
          .text(
              "Version",
              "The version of the kubelet.",
              node -> Trees.text(info(node), "kubeletVersion"))
          .wide(
              "Internal-IP",
              "The node's address in the cluster.",
              node -> address(node, "InternalIP"))
          .wide("External-IP", "The node's address outside.", node -> address(node, "ExternalIP"))
          .wide(
              "OS-Image",
              "The operating system.",
              node -> orUnknown(Trees.text(info(node), "osImage")))
          .wide("Kernel-Version", "The version of the kernel.", NodeColumns::kernel)
          .wide(
              "Container-Runtime",
              "The container runtime and its version.",
              node -> orUnknown(Trees.text(info(node), "containerRuntimeVersion")));

  private NodeColumns() {}

  private static JsonNode info(JsonNode node) {
    return node.path("status").path("nodeInfo");
  }

  private static Object status(JsonNode node) {
    var ready = "Unknown";
    for (var condition : node.path("status").path("conditions")) {
      if (Trees.text(condition, "type").equals("Ready")) {
        ready = Trees.text(condition, "status").equals("True") ? "Ready" : "NotReady";
      }
    }
    return Trees.isTrue(node.path("spec"), "unschedulable") ? ready + ",SchedulingDisabled" : ready;
  }

  private static Object roles(JsonNode node) {
    var roles = new TreeSet<String>();
    for (var label : node.path("metadata").path("labels").properties()) {
      if (label.getKey().startsWith(ROLE_PREFIX)) {
        roles.add(label.getKey().substring(ROLE_PREFIX.length()));
      } else if (label.getKey().equals(ROLE)) {
        roles.add(label.getValue().asText());
      }
    }
    roles.remove("");
    return roles.isEmpty() ? "<none>" : String.join(",", roles);
  }

  private static Object address(JsonNode node, String type) {
    for (var address : node.path("status").path("addresses")) {
      if (Trees.text(address, "type").equals(type)) {
        return Trees.text(address, "address");
      }
    }
    return "<none>";
  }

  private static Object kernel(JsonNode node) {
    var version = orUnknown(Trees.text(info(node), "kernelVersion"));
    var architecture = Trees.text(info(node), "architecture");
    return architecture.isEmpty() ? version : version + " (" + architecture + ")";
  }

  private static String orUnknown(String text) {
    return text.isEmpty() ? UNKNOWN : text;
  }
}
