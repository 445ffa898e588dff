package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.catalog.Verb;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.DeleteOptions;
import dev.timonier.server.registry.DryRun;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.registry.Strategy.Propagation;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.schema.Times;
import dev.timonier.server.verb.Submission;
import dev.timonier.server.verb.SubresourceHandler;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/// Deletes a pod if its disruption budget allows
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/>).
final class EvictionHandler implements SubresourceHandler {
  private static final GroupVersionKind EVICTION =
      new GroupVersion("policy", "v1").kind("Eviction");

  private final Registry registry;
  private final DisruptionBudgets budgets;
  private final InstantSource clock;

  EvictionHandler(Resources resources, Registry registry, InstantSource clock) {
    this.registry = registry;
    this.budgets = new DisruptionBudgets(resources, registry, clock);
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource, Verb verb) {
    var submission = Submission.read(call, resource, EVICTION, clock);
    var eviction = submission.object();
    var options = eviction.root().path("deleteOptions");
    var request = dryRunAsAsked(submission.request(), options);
    if (!eviction.name().equals(request.name())) {
      throw ApiErrors.badRequest("name in URL does not match name in Eviction object");
    }
    var pod = registry.get(resource, request.namespace(), request.name()).read();
    registry.admit(request, eviction);
    if (!mayGoAnyway(pod)) {
      budgets.take(request, pod);
    }
    evict(request, options);
    return submission.success();
  }

  private static WriteRequest dryRunAsAsked(WriteRequest request, JsonNode options) {
    return options.path("dryRun").isEmpty() ? request : request.withDryRun(DryRun.ALL);
  }

  /// A pod that does not run disrupts nobody.
  private static boolean mayGoAnyway(ApiObject pod) {
    return pod.metadata().isBeingDeleted()
        || switch (Trees.text(pod.status(), "phase")) {
          case "Succeeded", "Failed", "Pending" -> true;
          default -> false;
        };
  }

  private void evict(WriteRequest request, JsonNode options) {
    if (!request.isDryRun()) {
      registry.modify(request, this::markAsTarget);
    }
    registry.delete(request, deleteOptions(options));
  }

  private void markAsTarget(ApiObject pod) {
    PodConditions.of(pod.root(), "DisruptionTarget")
        .put("status", "True")
        .put("reason", "EvictionByEvictionAPI")
        .put("message", "Eviction API: evicting")
        .put("lastTransitionTime", Times.seconds(clock.instant()));
  }

  private static DeleteOptions deleteOptions(JsonNode options) {
    var grace = options.path("gracePeriodSeconds");
    var preconditions = options.path("preconditions");
    return new DeleteOptions(
        grace.isNumber() ? OptionalLong.of(grace.asLong()) : OptionalLong.empty(),
        text(preconditions.path("uid")),
        Optional.empty(),
        propagation(Trees.text(options, "propagationPolicy")));
  }

  private static Optional<String> text(JsonNode value) {
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  private static Optional<Propagation> propagation(String policy) {
    return switch (policy) {
      case "Foreground" -> Optional.of(Propagation.FOREGROUND);
      case "Background" -> Optional.of(Propagation.BACKGROUND);
      case "Orphan" -> Optional.of(Propagation.ORPHAN);
      default -> Optional.empty();
    };
  }
}
