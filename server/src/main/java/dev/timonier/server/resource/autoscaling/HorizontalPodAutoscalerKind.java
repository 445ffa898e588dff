package dev.timonier.server.resource.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.OtherVersion;
import dev.timonier.server.table.ColumnTable;

/// The rules and columns of HorizontalPodAutoscalers.
public final class HorizontalPodAutoscalerKind {
  public static final KindRules RULES =
      new KindRules(
          new HorizontalPodAutoscalerStrategy(),
          ColumnTable.named()
              .text("Reference", "What is scaled", HorizontalPodAutoscalerKind::reference)
              .text("Targets", "What is measured, and what is wanted", MetricCells::targets)
              .text(
                  "MinPods",
                  "The least number of pods",
                  o -> o.path("spec").path("minReplicas").asText("<unset>"))
              .text(
                  "MaxPods",
                  "The greatest number of pods",
                  o -> o.path("spec").path("maxReplicas").asInt())
              .text(
                  "Replicas",
                  "The number of pods",
                  o -> o.path("status").path("currentReplicas").asInt())
              .age());

  public static final OtherVersion V1 =
      new OtherVersion(
          new OldAutoscalerStrategy(),
          new GroupVersion("autoscaling", "v2").kind("HorizontalPodAutoscaler"),
          new AutoscalerConversion());

  private HorizontalPodAutoscalerKind() {}

  private static Object reference(JsonNode object) {
    var target = object.path("spec").path("scaleTargetRef");
    return target.path("kind").asText() + "/" + target.path("name").asText();
  }
}
