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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the expressions of one webhook or policy may name: the request and its objects, parameters
/// where the policy has some, and the variables that stand before.
final class PolicyScope {
  private static final Map<Set<Extra>, CelEnvironment> ENVIRONMENTS = new ConcurrentHashMap<>();

  private final Set<Extra> extras;
  private final Optional<PolicyVariables> variables;
  private final CelEnvironment environment;

  /// What only some expressions may name.
  enum Extra {
    PARAMS,
    AUTHORIZER
  }

  private PolicyScope(Set<Extra> extras, Optional<PolicyVariables> variables) {
    var bare = ENVIRONMENTS.computeIfAbsent(Set.copyOf(extras), PolicyScope::environment);
    this.extras = extras;
    this.variables = variables;
    this.environment = variables.map(known -> known.addTo(bare)).orElse(bare);
  }

  /// The scope of a webhook's conditions.
  static PolicyScope ofWebhook() {
    return new PolicyScope(EnumSet.of(Extra.AUTHORIZER), Optional.empty());
  }

  static PolicyScope ofPolicy(Subject spec) {
    var extras = EnumSet.of(Extra.AUTHORIZER);
    if (spec.has("paramKind")) {
      extras.add(Extra.PARAMS);
    }
    var names =
        spec.at("variables").elements().stream().map(each -> each.at("name").text()).toList();
    return new PolicyScope(
        extras, names.isEmpty() ? Optional.empty() : Optional.of(new PolicyVariables(names)));
  }

  /// This scope without its variables, as for conditions.
  PolicyScope withoutVariables() {
    return new PolicyScope(extras, Optional.empty());
  }

  /// This scope for messages, which may not ask for permissions.
  PolicyScope ofMessages() {
    var less = EnumSet.copyOf(extras);
    less.remove(Extra.AUTHORIZER);
    return new PolicyScope(less, variables);
  }

  /// Adds a variable for the expressions that follow.
  void declare(String name, Compilation compiled) {
    variables.orElseThrow().declare(name, compiled);
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
    return CelEnvironment.of(names, KubernetesTypes.STRUCTS);
  }
}
