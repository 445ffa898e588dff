package dev.timonier.server.resource.core.quota;

import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.resource.core.podspec.ResourceNameRules;
import dev.timonier.server.resource.core.podspec.ResourceNames;
import dev.timonier.server.resource.core.podspec.ResourceRules;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What holds for the specification of a ResourceQuota.
final class QuotaRules {
  static final Set<String> COUNTED =
      Set.of(
          "pods",
          "services",
          "replicationcontrollers",
          "resourcequotas",
          "secrets",
          "configmaps",
          "persistentvolumeclaims",
          "services.nodeports",
          "services.loadbalancers");
  private static final Set<String> STANDARD =
      Set.of(
          "cpu",
          "memory",
          "ephemeral-storage",
          "requests.cpu",
          "requests.memory",
          "requests.storage",
          "requests.ephemeral-storage",
          "limits.cpu",
          "limits.memory",
          "limits.ephemeral-storage");
  private static final Set<String> POD_RESOURCES =
      Set.of(
          "pods",
          "cpu",
          "memory",
          "requests.cpu",
          "requests.memory",
          "limits.cpu",
          "limits.memory");
  private static final Set<String> CLAIM_RESOURCES =
      Set.of("persistentvolumeclaims", "requests.storage");

  /// Scopes that a quota has or has not, without a value.
  private static final Set<String> PLAIN_SCOPES =
      Set.of(
          "Terminating",
          "NotTerminating",
          "BestEffort",
          "NotBestEffort",
          "CrossNamespacePodAffinity");

  private static final Set<String> VALUED_SCOPES = Set.of("PriorityClass", "VolumeAttributesClass");
  private static final List<Set<String>> CONFLICTS =
      List.of(Set.of("BestEffort", "NotBestEffort"), Set.of("Terminating", "NotTerminating"));

  private QuotaRules() {}

  static void validate(Subject spec) {
    amounts(spec.at("hard"));
    scopes(spec);
    selector(spec);
  }

  static void amounts(Subject amounts) {
    for (var name : amounts.keys()) {
      var amount = amounts.atKey(name);
      ResourceNameRules.ofAny(amount, name);
      if (name.indexOf('/') < 0 && !isStandard(name)) {
        amount.invalid(Subject.quote(name), "must be a standard resource for quota");
      }
      ResourceRules.quantity(amount, Amount.parse(amount.text()), name);
    }
  }

  private static boolean isStandard(String resource) {
    return COUNTED.contains(resource)
        || STANDARD.contains(resource)
        || ResourceNames.isQuotaOfHugePages(resource);
  }

  private static void scopes(Subject spec) {
    var scopes = spec.at("scopes");
    var seen = new HashSet<String>();
    for (var scope : scopes.elements()) {
      if (!isScope(scope.text())) {
        scopes.invalid("unsupported scope");
      }
      unfit(spec, scope.text())
          .forEach(_ -> scopes.invalid("unsupported scope applied to resource"));
      seen.add(scope.text());
    }
    conflicts(scopes, seen);
  }

  private static boolean isScope(String scope) {
    return PLAIN_SCOPES.contains(scope) || VALUED_SCOPES.contains(scope);
  }

  /// The resources that a scope cannot be applied to.
  private static List<String> unfit(Subject spec, String scope) {
    return spec.at("hard").keys().stream()
        .filter(resource -> isStandard(resource) && !fits(scope, resource))
        .toList();
  }

  private static boolean fits(String scope, String resource) {
    return switch (scope) {
      case "Terminating",
          "NotTerminating",
          "NotBestEffort",
          "PriorityClass",
          "CrossNamespacePodAffinity" ->
          POD_RESOURCES.contains(resource);
      case "BestEffort" -> resource.equals("pods");
      case "VolumeAttributesClass" -> CLAIM_RESOURCES.contains(resource);
      default -> true;
    };
  }

  private static void conflicts(Subject scopes, Set<String> seen) {
    CONFLICTS.stream().filter(seen::containsAll).forEach(_ -> scopes.invalid("conflicting scopes"));
  }

  /// Faults are told of the list, without an index.
  private static void selector(Subject spec) {
    var selector = spec.at("scopeSelector");
    var expressions = selector.at("matchExpressions");
    var seen = new HashSet<String>();
    for (var element : expressions.elements()) {
      var expression = expressions.with(element.value());
      var scope = expression.at("scopeName");
      if (!isScope(scope.text())) {
        scope.invalid("unsupported scope");
      }
      var shown = selector.as("core/v1.ScopeSelector").shown();
      unfit(spec, scope.text())
          .forEach(_ -> expressions.invalid(shown, "unsupported scope applied to resource"));
      operator(expression, scope.text());
      seen.add(scope.text());
    }
    conflicts(expressions.with(spec.at("scopes").value()), seen);
  }

  private static void operator(Subject expression, String scope) {
    var operator = expression.at("operator");
    var values = expression.at("values");
    if (PLAIN_SCOPES.contains(scope) && !operator.text().equals("Exists")) {
      operator.invalid(
          "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating,"
              + " ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort,"
              + " ResourceQuotaScopeNotBestEffort or"
              + " ResourceQuotaScopeCrossNamespacePodAffinity");
    }
    switch (operator.text()) {
      case "In", "NotIn" ->
          values.mustBePresent(
              "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
      case "Exists", "DoesNotExist" -> {
        if (!values.isEmpty()) {
          values.invalid(
              "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
        }
      }
      default -> operator.invalid("not a valid selector operator");
    }
  }
}
