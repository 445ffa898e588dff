package dev.timonier.server.resource.core.podtemplate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.core.podspec.GatedFields;
import dev.timonier.server.resource.core.podspec.PodSpecDefaults;
import dev.timonier.server.resource.core.podspec.PodWarnings;
import dev.timonier.server.resource.workload.TemplateRules;
import dev.timonier.server.resource.workload.WorkloadColumns;
import dev.timonier.server.schema.SemanticEquality;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Set;

/// What is special about PodTemplates.
public final class PodTemplateStrategy implements Strategy {
  /// PodTemplates, with the columns of their table.
  public static final KindRules RULES =
      new KindRules(
          new PodTemplateStrategy(),
          ColumnTable.named()
              .text(
                  "Containers",
                  "The names of the containers.",
                  object -> WorkloadColumns.names(object.path("template")))
              .text(
                  "Images",
                  "The images of the containers.",
                  object -> WorkloadColumns.images(object.path("template")))
              .text(
                  "Pod Labels",
                  "The labels of the pods.",
                  object ->
                      WorkloadColumns.labels(
                          object.path("template").path("metadata").path("labels"))));

  private PodTemplateStrategy() {}

  @Override
  public void setDefaults(ObjectNode object) {
    PodSpecDefaults.setIn(Trees.child(object, "template"));
  }

  @Override
  public void prepareCreate(ApiObject object, WriteRequest request) {
    GatedFields.dropFromSpec(object.root().path("template").path("spec"));
  }

  @Override
  public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
    prepareCreate(next, request);
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.COUNTS_CHANGES, Trait.DELETION_SHOWS_OBJECT);
  }

  @Override
  public boolean raisesGeneration(ApiObject next, ApiObject old) {
    return !SemanticEquality.ofField("template", next, old);
  }

  @Override
  public void validateCreate(Subject object) {
    TemplateRules.validate(object.at("template"));
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    TemplateRules.validate(next.at("template"));
  }

  @Override
  public List<String> warnings(ApiObject object) {
    return PodWarnings.of(Subject.of(object.root()).at("template"));
  }

  @Override
  public List<String> warnings(ApiObject next, ApiObject old, Part part) {
    var changed = next.metadata().generation() != old.metadata().generation();
    return changed ? warnings(next) : List.of();
  }
}
