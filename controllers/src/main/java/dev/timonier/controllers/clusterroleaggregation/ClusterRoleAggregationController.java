package dev.timonier.controllers.clusterroleaggregation;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.PatchClient;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import dev.timonier.machinery.selector.Selector;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Heeds `aggregationRule`
/// (<https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles>).
public final class ClusterRoleAggregationController implements Reconciler<NamespacedName> {
  private static final String NAME = "clusterrole-aggregation-controller";

  private final PatchClient client;
  private final Store<ClusterRole> roles;

  private ClusterRoleAggregationController(PatchClient client, Store<ClusterRole> roles) {
    this.client = client;
    this.roles = roles;
  }

  public static Controller create(ControllerContext context, int workers) {
    var roles = context.informer(ClusterRole.class);
    var queue = context.<NamespacedName>queue();
    roles.handle(Handler.of(_ -> askAll(roles.store(), queue)));
    var controller =
        new ClusterRoleAggregationController(new PatchClient(context.client(NAME)), roles.store());
    return new ControlLoop<>(NAME, queue, controller, workers);
  }

  /// Any role may be one that an aggregated role selects.
  private static void askAll(Store<ClusterRole> roles, WorkQueue<NamespacedName> queue) {
    roles.list().stream()
        .filter(role -> !selectors(role).isEmpty())
        .forEach(role -> queue.add(NamespacedName.of(role)));
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    roles.get(key).filter(role -> !selectors(role).isEmpty()).ifPresent(this::aggregate);
    return Outcome.DONE;
  }

  private void aggregate(ClusterRole role) {
    var rules = rules(role);
    if (!rules.equals(rulesOf(role))) {
      client.apply(role, NAME, rules.isEmpty() ? Map.of() : Map.of("rules", rules));
    }
  }

  /// The rules of all selected roles, each once.
  private List<PolicyRule> rules(ClusterRole aggregated) {
    var rules = new LinkedHashSet<PolicyRule>();
    for (var selector : selectors(aggregated)) {
      var selected = Selector.of(selector);
      roles.list().stream()
          .filter(role -> !name(role).equals(name(aggregated)))
          .filter(role -> selected.matches(role.getMetadata().getLabels()))
          .sorted(Comparator.comparing(ClusterRoleAggregationController::name))
          .forEach(role -> rules.addAll(rulesOf(role)));
    }
    return List.copyOf(rules);
  }

  private static List<LabelSelector> selectors(ClusterRole role) {
    var rule = role.getAggregationRule();
    return rule == null
        ? List.of()
        : Objects.requireNonNullElse(rule.getClusterRoleSelectors(), List.of());
  }

  private static List<PolicyRule> rulesOf(ClusterRole role) {
    return Objects.requireNonNullElse(role.getRules(), List.of());
  }

  private static String name(ClusterRole role) {
    return role.getMetadata().getName();
  }
}
