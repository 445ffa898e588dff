package dev.timonier.controllers.validatingadmissionpolicystatus;

import dev.timonier.controllers.discovery.Discovery;
import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.PatchClient;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Writes the status of each validating admission policy, once for each generation: what of its
/// expressions does not go with the types of the kinds that it matches
/// (<https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#type-checking>).
public final class PolicyStatusController implements Reconciler<NamespacedName> {
  private static final String ACCOUNT = "validatingadmissionpolicy-status-controller";
  private static final String MANAGER = "validatingadmissionpolicy-status";

  private final PatchClient client;
  private final Store<ValidatingAdmissionPolicy> policies;
  private final Discovery discovery;
  private final TypeChecker checker;

  private PolicyStatusController(
      ControllerContext context, Store<ValidatingAdmissionPolicy> policies) {
    var own = context.client(ACCOUNT);
    this.client = new PatchClient(own);
    this.policies = policies;
    this.discovery = new Discovery(own);
    this.checker = new TypeChecker(() -> new OpenApiSchemas(own));
  }

  public static Controller create(ControllerContext context, int workers) {
    var policies = context.informer(ValidatingAdmissionPolicy.class);
    var queue = context.<NamespacedName>queue();
    policies.handle(Handler.of(policy -> queue.add(NamespacedName.of(policy))));
    var controller = new PolicyStatusController(context, policies.store());
    return new ControlLoop<>(MANAGER, queue, controller, workers);
  }

  @Override
  public Outcome reconcile(NamespacedName name) throws InterruptedException {
    var policy = policies.get(name).filter(PolicyStatusController::isUnchecked);
    if (policy.isPresent()) {
      check(policy.get());
    }
    return Outcome.DONE;
  }

  private static boolean isUnchecked(ValidatingAdmissionPolicy policy) {
    var checked =
        Optional.ofNullable(policy.getStatus())
            .map(ValidatingAdmissionPolicyStatus::getObservedGeneration);
    return checked.orElse(0L) < policy.getMetadata().getGeneration();
  }

  private void check(ValidatingAdmissionPolicy policy) throws InterruptedException {
    var rules = MatchedKinds.rules(policy);
    var kinds =
        rules.isEmpty()
            ? List.<GroupVersionKind>of()
            : MatchedKinds.of(rules, discovery.all().resources());
    var warnings = checker.check(policy.getSpec(), kinds);
    var typeChecking =
        warnings.isEmpty() ? Map.of() : Map.<String, Object>of("expressionWarnings", warnings);
    client.applyStatus(
        policy,
        MANAGER,
        Map.of(
            "observedGeneration",
            Objects.requireNonNull(policy.getMetadata().getGeneration()),
            "typeChecking",
            typeChecking));
  }
}
