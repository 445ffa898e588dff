package dev.timonier.server.resource.apps.daemonset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.workload.PodMaker;
import dev.timonier.server.resource.workload.WorkloadColumns;
import dev.timonier.server.schema.SemanticEquality;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// What is special about DaemonSets.
public final class DaemonSetStrategy extends PodMaker {
  /// DaemonSets, with the columns of their table.
  public static final KindRules RULES = new KindRules(new DaemonSetStrategy(), columns());

  private static final int HISTORY = 10;
  private static final String TEMPLATE_GENERATION = "deprecated.daemonset.template.generation";

  private DaemonSetStrategy() {}

  private static ColumnTable columns() {
    return WorkloadColumns.withContainers(
            ColumnTable.named()
                .number(
                    "Desired",
                    "The nodes that are to run the pod.",
                    status("desiredNumberScheduled"))
                .number("Current", "The nodes that run the pod.", status("currentNumberScheduled"))
                .number("Ready", "The nodes whose pod is ready.", status("numberReady"))
                .number(
                    "Up-to-date",
                    "The nodes whose pod is made of the present template.",
                    status("updatedNumberScheduled"))
                .number(
                    "Available",
                    "The nodes whose pod is ready for long enough.",
                    status("numberAvailable"))
                .text(
                    "Node Selector",
                    "The labels of the nodes.",
                    set ->
                        WorkloadColumns.labels(
                            set.path("spec").path("template").path("spec").path("nodeSelector")))
                .age())
        .wide(
            "Selector",
            "The labels of the pods.",
            set -> WorkloadColumns.selector(set.path("spec").path("selector")));
  }

  @Override
  public Set<String> derivedAnnotations() {
    return Set.of(TEMPLATE_GENERATION);
  }

  private static Function<JsonNode, Object> status(String field) {
    return set -> WorkloadColumns.status(set, field);
  }

  @Override
  public void showZeros(ObjectNode object) {
    Trees.child(Trees.child(object, "metadata"), "annotations").put(TEMPLATE_GENERATION, "0");
  }

  @Override
  protected void setSpecDefaults(ObjectNode object, ObjectNode spec) {
    var strategy = Trees.child(spec, "updateStrategy");
    Trees.setDefault(strategy, "type", "RollingUpdate");
    if (Trees.text(strategy, "type").equals("RollingUpdate")) {
      Trees.setDefault(Trees.child(strategy, "rollingUpdate"), "maxUnavailable", 1);
    }
    if (strategy.path("rollingUpdate") instanceof ObjectNode rolling) {
      Trees.setDefault(rolling, "maxUnavailable", 0);
      Trees.setDefault(rolling, "maxSurge", 0);
    }
    Trees.setDefault(spec, "revisionHistoryLimit", HISTORY);
    var annotations = Trees.child(Trees.child(object, "metadata"), "annotations");
    Trees.setDefault(annotations, TEMPLATE_GENERATION, "0");
  }

  @Override
  public void prepareCreate(ApiObject object, WriteRequest request) {
    super.prepareCreate(object, request);
    requireNumber(object);
    setTemplateGeneration(object, Math.max(templateGeneration(object), 1));
  }

  /// The generation of the template is counted by the server, in an annotation.
  @Override
  public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
    super.prepareUpdate(next, old, request);
    requireNumber(next);
    var generation = templateGeneration(old);
    if (request.part() == Part.STATUS) {
      setTemplateGeneration(next, generation);
      return;
    }
    var same =
        SemanticEquality.same(
            next.spec().path("template"), old.spec().path("template"), "core/v1.PodTemplateSpec");
    setTemplateGeneration(next, same ? generation : generation + 1);
  }

  /// What is counted in an annotation is a number for Kubernetes, which cannot be read otherwise.
  private static void requireNumber(ApiObject object) {
    var text = object.metadata().annotations().getOrDefault(TEMPLATE_GENERATION, "0");
    if (!text.matches("[+-]?[0-9]+")) {
      throw ApiErrors.badRequest(
          "DaemonSet in version \"v1\" cannot be handled as a DaemonSet: strconv.ParseInt: parsing "
              + FieldError.quote(text)
              + ": invalid syntax");
    }
  }

  private static long templateGeneration(ApiObject object) {
    var text = object.metadata().annotations().getOrDefault(TEMPLATE_GENERATION, "");
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private static void setTemplateGeneration(ApiObject object, long generation) {
    Trees.child(object.metadata().tree(), "annotations")
        .put(TEMPLATE_GENERATION, Long.toString(generation));
  }

  @Override
  public List<String> warnings(ApiObject set) {
    return templateWarnings(set);
  }

  @Override
  public List<String> warnings(ApiObject next, ApiObject old, Part part) {
    return templateGeneration(next) == templateGeneration(old) ? List.of() : warnings(next);
  }

  @Override
  public void validateCreate(Subject object) {
    DaemonSetRules.spec(object.at("spec"));
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    if (part == Part.STATUS) {
      DaemonSetRules.status(next.at("status"), old.status());
      return;
    }
    next.at("spec").at("selector").immutable(old.spec().path("selector"));
    DaemonSetRules.spec(next.at("spec"));
  }
}
