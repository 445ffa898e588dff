package dev.timonier.server.resource.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.resource.core.podspec.PodSpecDefaults;
import java.util.List;

/// What is special about the kinds that make pods from `spec.template`.
public abstract class PodMaker implements Strategy {
  @Override
  public void setDefaults(ObjectNode object) {
    var spec = Trees.child(object, "spec");
    setTemplateDefaults(spec);
    setSpecDefaults(object, spec);
  }

  /// Fills in what `spec.template` leaves out.
  protected void setTemplateDefaults(ObjectNode spec) {
    PodSpecDefaults.set(Trees.child(Trees.child(spec, "template"), "spec"));
  }

  /// Fills in what the rest of the specification leaves out.
  protected abstract void setSpecDefaults(ObjectNode object, ObjectNode spec);

  @Override
  public Generation generation() {
    return Generation.COUNTED;
  }

  @Override
  public List<String> warnings(ApiObject object) {
    return nameWarnings(object);
  }

  @Override
  public List<String> warnings(ApiObject next, ApiObject old, Part part) {
    return List.of();
  }

  /// Names of pods are made of the object's, and hosts are named like pods.
  public static List<String> nameWarnings(ApiObject object) {
    var faults = Format.DNS_LABEL.check(object.name());
    return faults.isEmpty()
        ? List.of()
        : List.of(
            "metadata.name: this is used in Pod names and hostnames, which can result in"
                + " surprising behavior; a DNS label is recommended: ["
                + String.join(" ", faults)
                + "]");
  }
}
