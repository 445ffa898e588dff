package dev.timonier.server.resource.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.core.podspec.GatedFields;
import dev.timonier.server.resource.core.podspec.PodSpecDefaults;
import dev.timonier.server.resource.core.podspec.PodWarnings;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
    PodSpecDefaults.setIn(Trees.child(spec, "template"));
  }

  /// Fills in what the rest of the specification leaves out.
  protected abstract void setSpecDefaults(ObjectNode object, ObjectNode spec);

  @Override
  public void prepareCreate(ApiObject object, WriteRequest request) {
    dropGatedFields(object);
  }

  @Override
  public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
    dropGatedFields(next);
  }

  private void dropGatedFields(ApiObject object) {
    GatedFields.dropFromSpec(template(Subject.of(object.root())).value().path("spec"));
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.COUNTS_CHANGES);
  }

  @Override
  public List<String> warnings(ApiObject object) {
    var warnings =
        new ArrayList<>(PodWarnings.ofHostName(object.name(), "Pod names and hostnames"));
    warnings.addAll(templateWarnings(object));
    return warnings;
  }

  @Override
  public List<String> warnings(ApiObject next, ApiObject old, Part part) {
    var changed = next.metadata().generation() != old.metadata().generation();
    return part != Part.STATUS && changed ? templateWarnings(next) : List.of();
  }

  /// Warnings of the template, and of what comes with it.
  protected List<String> templateWarnings(ApiObject object) {
    return PodWarnings.of(template(Subject.of(object.root())));
  }

  /// Where the template is.
  protected Subject template(Subject object) {
    return object.at("spec").at("template");
  }
}
