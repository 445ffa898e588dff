package dev.timonier.server.resource.admissionregistration;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.timonier.machinery.cel.CelEnvironment;
import dev.timonier.machinery.cel.Compilation;
import dev.timonier.machinery.cel.KubernetesTypes;
import dev.timonier.machinery.cel.PolicyVariables;
import dev.timonier.server.validation.Subject;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the expressions of one webhook or policy may name: the request and its objects, parameters
/// where the policy has some, and the variables that stand before.
final class PolicyScope {
  private static final Map<Set<Extra>, CelEnvironment> ENVIRONMENTS = new ConcurrentHashMap<>();

  private final Set<Extra> extras;
  private final Map<String, CelType> variables = new LinkedHashMap<>();
  private CelEnvironment environment;

  /// What only some expressions may name.
  enum Extra {
    PARAMS,
    AUTHORIZER,
    VARIABLES
  }

  private PolicyScope(Set<Extra> extras) {
    this.extras = extras;
    this.environment = withoutDeclared(extras);
  }

  private static CelEnvironment withoutDeclared(Set<Extra> extras) {
    return ENVIRONMENTS.computeIfAbsent(Set.copyOf(extras), PolicyScope::environment);
  }

  /// The scope of a webhook's conditions.
  static PolicyScope ofWebhook() {
    return new PolicyScope(EnumSet.of(Extra.AUTHORIZER));
  }

  static PolicyScope ofPolicy(Subject spec) {
    var extras = EnumSet.of(Extra.AUTHORIZER);
    if (!spec.at("variables").isEmpty()) {
      extras.add(Extra.VARIABLES);
    }
    if (spec.has("paramKind")) {
      extras.add(Extra.PARAMS);
    }
    return new PolicyScope(extras);
  }

  /// This scope without its variables, as for conditions.
  PolicyScope withoutVariables() {
    return without(Extra.VARIABLES);
  }

  /// This scope for messages, which may not ask for permissions.
  PolicyScope ofMessages() {
    var scope = without(Extra.AUTHORIZER);
    if (!variables.isEmpty()) {
      scope.declare(variables);
    }
    return scope;
  }

  private PolicyScope without(Extra extra) {
    var less = EnumSet.copyOf(extras);
    less.remove(extra);
    return new PolicyScope(less);
  }

  /// Adds a variable for the expressions that follow.
  void declare(String name, Compilation compiled) {
    declare(Map.of(name, PolicyVariables.type(compiled)));
  }

  private void declare(Map<String, CelType> more) {
    variables.putAll(more);
    environment = PolicyVariables.addTo(withoutDeclared(extras), variables);
  }

  Compilation compile(String expression) {
    return environment.compile(expression);
  }

  CelEnvironment environment() {
    return environment;
  }

  private static CelEnvironment environment(Set<Extra> extras) {
    var names = new LinkedHashMap<String, CelType>();
    names.put("object", SimpleType.DYN);
    names.put("oldObject", SimpleType.DYN);
    names.put("request", KubernetesTypes.REQUEST);
    names.put("namespaceObject", KubernetesTypes.NAMESPACE);
    if (extras.contains(Extra.PARAMS)) {
      names.put("params", SimpleType.DYN);
    }
    if (extras.contains(Extra.AUTHORIZER)) {
      names.put("authorizer", KubernetesTypes.AUTHORIZER);
      names.put("authorizer.requestResource", KubernetesTypes.RESOURCE_CHECK);
    }
    var environment = CelEnvironment.of(names, KubernetesTypes.STRUCTS);
    return extras.contains(Extra.VARIABLES)
        ? PolicyVariables.addTo(environment, Map.of())
        : environment;
  }
}
