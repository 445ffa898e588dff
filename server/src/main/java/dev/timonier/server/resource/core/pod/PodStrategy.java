package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.core.podspec.GatedFields;
import dev.timonier.server.resource.core.podspec.PodWarnings;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// What is special about pods.
public final class PodStrategy implements Strategy {
  /// Pods, with the columns of their table.
  public static final KindRules RULES = new KindRules(new PodStrategy(), new PodColumns());

  private PodStrategy() {}

  @Override
  public void setDefaults(ObjectNode pod) {
    PodDefaults.set(pod);
  }

  @Override
  public void prepareCreate(ApiObject pod, WriteRequest request) {
    var quality = QualityOfService.ofPod(pod.root());
    var status = pod.root().putObject("status");
    status.put("phase", "Pending");
    status.put("qosClass", quality);
    if (!pod.spec().path("schedulingGates").isEmpty()) {
      PodConditions.of(pod.root(), "PodScheduled")
          .put("status", "False")
          .put("lastTransitionTime", Trees.text(pod.metadata().tree(), "creationTimestamp"))
          .put("reason", "SchedulingGated")
          .put("message", "Scheduling is blocked due to non-empty scheduling gates");
    }
    GatedFields.dropFromSpec(pod.spec());
    endSoon(pod);
    MatchLabelKeys.apply(pod);
    AppArmorAnnotations.apply(pod, request.warnings());
  }

  /// A pod cannot end before it is told to.
  private static void endSoon(ApiObject pod) {
    if (pod.spec().path("terminationGracePeriodSeconds").asLong() < 0) {
      Trees.child(pod.root(), "spec").put("terminationGracePeriodSeconds", 1);
    }
  }

  @Override
  public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
    PodUpdate.of(request.part()).prepare(next, old);
    GatedFields.dropFromSpec(next.spec());
    GatedFields.dropFromStatus(next.status());
  }

  @Override
  public void validateCreate(Subject pod) {
    PodValidation.create(pod);
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    PodUpdate.of(part).validate(next, old);
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return part == Part.STATUS ? UpdatedMetadata.CHANGES : UpdatedMetadata.CHANGES_AND_WHOLE;
  }

  @Override
  public List<String> warnings(ApiObject pod) {
    var warnings = new ArrayList<>(PodWarnings.ofHostName(pod.name(), "the Pod's hostname"));
    warnings.addAll(PodWarnings.of(Subject.of(pod.root())));
    return warnings;
  }

  /// Pods are mostly changed by programs, which heed no warnings but those of addresses.
  @Override
  public List<String> warnings(ApiObject next, ApiObject old, Part part) {
    return part == Part.STATUS ? PodAddresses.warnings(next.status()) : List.of();
  }

  /// The status is needed once more, for the class that it may tell.
  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.COUNTS_CHANGES, Trait.KEEPS_CREATED_STATUS, Trait.DELETION_SHOWS_OBJECT);
  }

  @Override
  public Map<String, String> selectableFields(JsonNode pod) {
    return PodFields.of(pod);
  }

  @Override
  public List<String> selectableFieldNames() {
    return PodFields.NAMES;
  }

  /// A pod that no node runs, or that has finished, goes at once.
  @Override
  public OptionalLong gracePeriodSeconds(ApiObject pod, OptionalLong requested) {
    if (Trees.text(pod.spec(), "nodeName").isEmpty() || PodSummary.isFinished(pod.root())) {
      return OptionalLong.of(0);
    }
    var own = pod.spec().path("terminationGracePeriodSeconds").asLong();
    var seconds = requested.orElse(own);
    return OptionalLong.of(seconds < 0 ? 1 : seconds);
  }
}
