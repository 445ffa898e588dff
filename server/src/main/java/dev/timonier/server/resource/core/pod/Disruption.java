package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.schema.Times;
import io.fabric8.kubernetes.api.model.StatusCauseBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Takes one disruption from a budget. The budget remembers the pod until its controller has seen
/// it go.
final class Disruption {
  private static final GroupResource BUDGETS = new GroupResource("policy", "poddisruptionbudget");
  private static final int MOST_UNCONFIRMED = 2000;
  private static final Duration SOON = Duration.ofSeconds(10);

  private final ApiObject budget;
  private final ObjectNode status;
  private final Instant now;

  Disruption(ApiObject budget, Instant now) {
    this.budget = budget;
    this.status = Trees.child(budget.root(), "status");
    this.now = now;
  }

  void take(String pod) {
    check();
    var left = status.path("disruptionsAllowed").asLong() - 1;
    status.put("disruptionsAllowed", left);
    if (left == 0) {
      sayThatNoneIsLeft();
    }
    Trees.child(status, "disruptedPods").put(pod, Times.seconds(now));
  }

  private void check() {
    if (status.path("observedGeneration").asLong() < budget.metadata().generation()) {
      throw undecided(budget.name());
    }
    var allowed = status.path("disruptionsAllowed").asLong();
    if (allowed < 0) {
      throw ApiErrors.forbidden(BUDGETS, budget.name(), "pdb disruptions allowed is negative");
    }
    if (status.path("disruptedPods").size() > MOST_UNCONFIRMED) {
      throw ApiErrors.forbidden(
          BUDGETS,
          budget.name(),
          "DisruptedPods map too big - too many evictions not confirmed by PDB controller");
    }
    if (allowed == 0) {
      throw refused("The disruption budget " + budget.name() + " " + whyNone(), Duration.ZERO);
    }
  }

  /// What was counted is not to be trusted when it could not be brought up to date.
  private String whyNone() {
    var condition = denial();
    var message = Trees.text(condition, "message");
    var reason = Trees.text(condition, "reason");
    var desired = status.path("desiredHealthy").asLong();
    var current = status.path("currentHealthy").asLong();
    var none = "does not allow evicting pods currently";
    if (reason.equals("SyncFailed") && !message.isEmpty()) {
      return none + " because it failed sync: " + message;
    }
    if (current <= desired) {
      return "needs %d healthy pods and has %d currently".formatted(desired, current);
    }
    return message.isEmpty() ? none : none + " (" + reason + "): " + message;
  }

  /// The condition that says that no disruption is allowed; missing where there is none.
  private JsonNode denial() {
    return Trees.stream(status.path("conditions"))
        .filter(condition -> Trees.text(condition, "type").equals("DisruptionAllowed"))
        .findFirst()
        .filter(condition -> Trees.text(condition, "status").equals("False"))
        .orElse(MissingNode.getInstance());
  }

  /// It is not known yet what a budget allows.
  static RuntimeException undecided(String budget) {
    return refused(
        "The disruption budget " + budget + " is still being processed by the server.", SOON);
  }

  private static RuntimeException refused(String cause, Duration retryAfter) {
    return ApiErrors.tooManyRequests(
        "Cannot evict pod as it would violate the pod's disruption budget.",
        retryAfter,
        List.of(
            new StatusCauseBuilder().withReason("DisruptionBudget").withMessage(cause).build()));
  }

  private void sayThatNoneIsLeft() {
    var conditions = Trees.children(status, "conditions");
    for (var condition : Trees.objects(conditions)) {
      if (Trees.text(condition, "type").equals("DisruptionAllowed")) {
        set(condition);
        return;
      }
    }
    set(conditions.addObject().put("type", "DisruptionAllowed"));
  }

  private void set(ObjectNode condition) {
    if (!Trees.text(condition, "status").equals("False")) {
      condition.put("lastTransitionTime", Times.seconds(now));
    }
    condition
        .put("status", "False")
        .put("observedGeneration", budget.metadata().generation())
        .put("reason", "InsufficientPods")
        .put("message", "");
  }
}
