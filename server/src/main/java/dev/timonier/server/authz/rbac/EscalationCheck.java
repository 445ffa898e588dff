package dev.timonier.server.authz.rbac;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.admission.AdmissionChain;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.authn.User;
import dev.timonier.server.authz.Authorizer;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.request.RequestInfo;
import java.util.List;

/// Refuses roles and bindings that would give more than whoever writes them has, unless they may
/// `escalate` the role or `bind` it
/// (<https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping>).
public final class EscalationCheck implements AdmissionChain.Guard {
  private static final String GROUP = "rbac.authorization.k8s.io";
  private static final List<String> ALL = List.of("*");
  private static final List<PolicyRule> EVERYTHING =
      List.of(
          new PolicyRule(ALL, ALL, ALL, List.of(), List.of()),
          new PolicyRule(ALL, List.of(), List.of(), List.of(), ALL));

  private final RbacAuthorizer roles;
  private final Authorizer authorizer;

  /// @param authorizer knows who may escalate and bind
  public EscalationCheck(RbacAuthorizer roles, Authorizer authorizer) {
    this.roles = roles;
    this.authorizer = authorizer;
  }

  @Override
  public void check(AdmissionRequest request) {
    if (request.resource().groupResource().group().equals(GROUP)
        && request.operation() != Operation.DELETE
        && !request.user().isIn(User.MASTERS)) {
      request.object().ifPresent(object -> check(request, object));
    }
  }

  private void check(AdmissionRequest request, ApiObject object) {
    if (request.old().filter(old -> Garbage.onlyItsFieldsDiffer(object, old)).isPresent()) {
      return;
    }
    if (object.kind().endsWith("Binding")) {
      binding(request, object);
    } else {
      role(request, object);
    }
  }

  private void role(AdmissionRequest request, ApiObject role) {
    if (mayEscalate(request)) {
      return;
    }
    confirm(request, PolicyRule.readAll(role.root()));
    var aggregates = role.root().has("aggregationRule");
    var aggregated = request.old().filter(old -> old.root().has("aggregationRule")).isPresent();
    if ((aggregates || aggregated) && !missing(request, EVERYTHING).isEmpty()) {
      throw request.forbidden("must have cluster-admin privileges to use the aggregationRule");
    }
  }

  private void binding(AdmissionRequest request, ApiObject binding) {
    var role = RoleReference.of(binding.root(), request.namespace());
    if (mayBind(request, role)) {
      return;
    }
    confirm(request, rules(request, role));
  }

  private boolean mayBind(AdmissionRequest request, RoleReference role) {
    var info = info("bind", request.namespace(), role.plural(), role.name());
    return authorizer.authorize(request.user(), info).isAllowed();
  }

  private List<PolicyRule> rules(AdmissionRequest request, RoleReference role) {
    role.check();
    return roles
        .rules(role)
        .orElseThrow(() -> ApiErrors.notFound(request.resource().groupResource(), role.name()));
  }

  private boolean mayEscalate(AdmissionRequest request) {
    var plural = request.resource().groupResource().resource();
    var info = info("escalate", request.namespace(), plural, request.name());
    return authorizer.authorize(request.user(), info).isAllowed();
  }

  private static RequestInfo info(String verb, String namespace, String plural, String name) {
    return RequestInfo.ofObject(verb, new GroupResource(GROUP, plural), namespace, name);
  }

  private void confirm(AdmissionRequest request, List<PolicyRule> wanted) {
    var missing = missing(request, wanted);
    if (!missing.isEmpty()) {
      throw request.forbidden(
          who(request.user())
              + " is attempting to grant RBAC permissions not currently held:\n"
              + String.join("\n", missing)
              + faults(request));
    }
  }

  private List<String> missing(AdmissionRequest request, List<PolicyRule> wanted) {
    return Coverage.missing(roles.rulesOf(request.user(), request.namespace()), wanted);
  }

  private static String who(User user) {
    var groups = user.groups().isEmpty() ? "[]" : Coverage.quoted(user.groups());
    return "user \"" + user.name() + "\" (groups=" + groups + ")";
  }

  private String faults(AdmissionRequest request) {
    var faults = roles.faults(request.user(), request.namespace());
    return faults.isEmpty() ? "" : "; resolution errors: [" + faults + "]";
  }
}
