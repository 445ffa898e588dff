package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.catalog.Verb;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.status.Reason;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.DeleteOptions;
import dev.timonier.server.registry.DryRun;
import dev.timonier.server.registry.Preconditions;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.schema.Times;
import dev.timonier.server.validation.Subject;
import dev.timonier.server.verb.DeleteRequestOptions;
import dev.timonier.server.verb.Submission;
import dev.timonier.server.verb.SubresourceHandler;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

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
    registry.mutate(submission.request(), eviction);
    if (!eviction.name().equals(submission.request().name())) {
      throw ApiErrors.badRequest("name in URL does not match name in Eviction object");
    }
    var options = Trees.child(eviction.root().deepCopy(), "deleteOptions");
    refuseBreaking(eviction.name(), options);
    var request = dryRunAsAsked(submission.request(), options);
    registry.validate(request, eviction);
    var pod = registry.get(resource, request.namespace(), request.name()).read();
    var asked = DeleteRequestOptions.of(options);
    var spared = mayGoAnyway(pod) ? Optional.<String>empty() : budgets.take(request, pod);
    if (spared.isPresent()) {
      evictUnready(request, asked, pod, spared.get());
    } else {
      evict(request, asked, asked.options());
    }
    return submission.success();
  }

  /// A pod that its budget does not keep must not have become ready meanwhile.
  private void evictUnready(
      WriteRequest request, DeleteRequestOptions asked, ApiObject pod, String budget) {
    try {
      evict(request, asked, asked.options().withResourceVersion(pod.metadata().resourceVersion()));
    } catch (ApiException e) {
      if (e.is(Reason.Conflict) && asked.options().resourceVersion().isEmpty()) {
        throw Disruption.undecided(budget);
      }
      throw e;
    }
  }

  private static void refuseBreaking(String name, JsonNode options) {
    var breaking =
        Subject.of(options, "deleteOptions").at("ignoreStoreReadErrorWithClusterBreakingPotential");
    if (breaking.isTrue()) {
      breaking.invalid("can not be set for pod eviction, try after removing the option");
      throw ApiErrors.invalid(EVICTION.groupKind(), name, breaking.faults());
    }
  }

  private static WriteRequest dryRunAsAsked(WriteRequest request, JsonNode options) {
    var asked = Trees.stream(options.path("dryRun")).map(JsonNode::asText).toList();
    if (asked.isEmpty()) {
      return request;
    }
    if (request.isDryRun() && !asked.equals(List.of("All"))) {
      throw ApiErrors.plain(
          500,
          "Non-matching dry-run options in request and content: [All] and ["
              + String.join(" ", asked)
              + "]");
    }
    return request.withDryRun(DryRun.ALL);
  }

  /// A pod that does not run disrupts nobody.
  private static boolean mayGoAnyway(ApiObject pod) {
    return pod.metadata().isBeingDeleted()
        || switch (Trees.text(pod.status(), "phase")) {
          case "Succeeded", "Failed", "Pending" -> true;
          default -> false;
        };
  }

  /// The options are looked at by the deletion, when the pod is marked already.
  private void evict(WriteRequest request, DeleteRequestOptions asked, DeleteOptions wanted) {
    var options = request.isDryRun() ? wanted : mark(request, wanted);
    asked.validate();
    registry.delete(request, options);
  }

  private DeleteOptions mark(WriteRequest request, DeleteOptions options) {
    var marked =
        registry.modify(
            request,
            pod -> {
              Preconditions.check(request, options, pod);
              markAsTarget(pod);
            });
    return options.resourceVersion().isPresent()
        ? options.withResourceVersion(marked.revision().toString())
        : options;
  }

  private void markAsTarget(ApiObject pod) {
    PodConditions.of(pod.root(), "DisruptionTarget")
        .put("status", "True")
        .put("reason", "EvictionByEvictionAPI")
        .put("message", "Eviction API: evicting")
        .put("lastTransitionTime", Times.seconds(clock.instant()));
  }
}
