package dev.timonier.server.resource.core.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.GivenObject;
import dev.timonier.server.network.AddressWarnings;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.core.podspec.ResourceDefaults;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is special about Nodes.
public final class NodeStrategy implements Strategy {
  /// Nodes, with the columns of their table.
  public static final KindRules RULES = new KindRules(new NodeStrategy(), NodeColumns.TABLE);

  private static final ObjectNode NO_NODE = JsonNodeFactory.instance.objectNode();

  private NodeStrategy() {}

  @Override
  public void setDefaults(ObjectNode node) {
    if (node.get("status") instanceof ObjectNode status
        && GivenObject.isNil(status, "allocatable")
        && status.hasNonNull("capacity")) {
      status.set("allocatable", status.get("capacity").deepCopy());
    }
    ResourceDefaults.roundUp(node.path("status").path("capacity"));
    ResourceDefaults.roundUp(node.path("status").path("allocatable"));
    alignCidrs(node.path("spec"));
  }

  /// `podCIDR` is the first of `podCIDRs`; where they differ, a client knew only the former.
  private static void alignCidrs(JsonNode value) {
    if (!(value instanceof ObjectNode spec)) {
      return;
    }
    var cidr = Trees.text(spec, "podCIDR");
    var first = spec.path("podCIDRs").path(0).asText("");
    if (cidr.isEmpty() && !first.isEmpty()) {
      spec.put("podCIDR", first);
    } else if (!cidr.equals(first)) {
      spec.putArray("podCIDRs").add(cidr);
    }
  }

  /// A kubelet registers its node together with a first status.
  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.KEEPS_CREATED_STATUS);
  }

  @Override
  public void prepareCreate(ApiObject object, WriteRequest request) {
    drop(object.root(), NO_NODE, "spec", "configSource");
  }

  @Override
  public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
    drop(next.root(), old.root(), "spec", "configSource");
    if (request.part() == Part.STATUS) {
      drop(next.root(), old.root(), "status", "config");
    }
  }

  /// Kubelets are no longer configured by the API: what is not there already is not taken.
  private static void drop(ObjectNode node, ObjectNode old, String part, String field) {
    if (!old.path(part).hasNonNull(field) && node.get(part) instanceof ObjectNode object) {
      object.remove(field);
    }
  }

  @Override
  public void validateCreate(Subject node) {
    NodeRules.create(node);
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return part == Part.MAIN ? UpdatedMetadata.CHANGES_AND_WHOLE : UpdatedMetadata.CHANGES;
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    if (part == Part.MAIN) {
      NodeRules.create(next);
    }
    NodeRules.update(next, old);
  }

  @Override
  public List<String> warnings(ApiObject node) {
    var warnings = new ArrayList<String>();
    if (node.spec().has("configSource")) {
      warnings.add("spec.configSource: the feature is removed");
    }
    if (!Trees.text(node.spec(), "externalID").isEmpty()) {
      warnings.add("spec.externalID: this field is deprecated, and is unused by Kubernetes");
    }
    var cidrs = node.spec().path("podCIDRs");
    for (var i = 0; i < cidrs.size(); i++) {
      warnings.addAll(AddressWarnings.ofRange("spec.podCIDRs[" + i + "]", cidrs.get(i).asText()));
    }
    return warnings;
  }

  @Override
  public Map<String, String> selectableFields(JsonNode node) {
    return Map.of(
        "spec.unschedulable", Boolean.toString(Trees.isTrue(node.path("spec"), "unschedulable")));
  }

  @Override
  public List<String> selectableFieldNames() {
    return List.of("spec.unschedulable");
  }
}
