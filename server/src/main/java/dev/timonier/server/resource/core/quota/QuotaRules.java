package dev.timonier.server.resource.core.quota;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.quantity.Amount;
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
          "storage",
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
          "ephemeral-storage",
          "requests.cpu",
          "requests.memory",
          "requests.ephemeral-storage",
          "limits.cpu",
          "limits.memory",
          "limits.ephemeral-storage");
  private static final Set<String> SCOPES =
      Set.of(
          "Terminating",
          "NotTerminating",
          "BestEffort",
          "NotBestEffort",
          "PriorityClass",
          "CrossNamespacePodAffinity",
          "VolumeAttributesClass");

  private QuotaRules() {}

  static void validate(Subject spec) {
    amounts(spec.at("hard"));
    scopes(spec.at("scopes"), spec.at("hard").keys());
    selector(spec.at("scopeSelector").at("matchExpressions"), spec.at("hard").keys());
  }

  static void amounts(Subject amounts) {
    for (var name : amounts.keys()) {
      var amount = amounts.atKey(name);
      name(amount, name);
      var parsed = Amount.parse(amount.text());
      if (parsed.signum() < 0) {
        amount
            .with(TextNode.valueOf(parsed.toString()))
            .invalid("must be greater than or equal to 0");
      }
      if (isCounted(name) && parsed.number().stripTrailingZeros().scale() > 0) {
        amount.with(TextNode.valueOf(parsed.toString())).invalid("must be an integer");
      }
    }
  }

  private static boolean isCounted(String name) {
    return COUNTED.contains(name) || name.startsWith("count/");
  }

  private static void name(Subject amount, String name) {
    var shown = Subject.quote(name);
    Format.checkQualifiedName(name).forEach(fault -> amount.invalid(shown, fault));
    if (name.contains("/")
        || COUNTED.contains(name)
        || STANDARD.contains(name)
        || name.startsWith("requests.")
        || name.startsWith("limits.")
        || name.startsWith("hugepages-")) {
      return;
    }
    if (Format.checkQualifiedName(name).isEmpty()) {
      amount.invalid(shown, "must be a standard resource type or fully qualified");
    }
    amount.invalid(shown, "must be a standard resource for quota");
  }

  private static void scopes(Subject scopes, List<String> resources) {
    var seen = new HashSet<String>();
    for (var scope : scopes.elements()) {
      if (!SCOPES.contains(scope.text())) {
        scopes.invalid("unsupported scope");
      }
      resources.stream()
          .filter(resource -> isStandard(resource) && !fits(scope.text(), resource))
          .forEach(_ -> scopes.invalid("unsupported scope applied to resource"));
      seen.add(scope.text());
    }
    for (var pair :
        List.of(Set.of("BestEffort", "NotBestEffort"), Set.of("Terminating", "NotTerminating"))) {
      if (seen.containsAll(pair)) {
        scopes.invalid("conflicting scopes");
      }
    }
  }

  private static boolean isStandard(String resource) {
    return COUNTED.contains(resource) || STANDARD.contains(resource);
  }

  private static boolean fits(String scope, String resource) {
    return switch (scope) {
      case "Terminating", "NotTerminating", "NotBestEffort", "PriorityClass" ->
          POD_RESOURCES.contains(resource);
      case "BestEffort", "CrossNamespacePodAffinity" -> resource.equals("pods");
      case "VolumeAttributesClass" ->
          resource.equals("persistentvolumeclaims") || resource.endsWith("storage");
      default -> true;
    };
  }

  /// Faults are told of the list, without an index.
  private static void selector(Subject expressions, List<String> resources) {
    for (var element : expressions.elements()) {
      var expression = expressions.with(element.value());
      var scope = expression.at("scopeName");
      if (!SCOPES.contains(scope.text())) {
        scope.invalid("unsupported scope");
      }
      resources.stream()
          .filter(resource -> isStandard(resource) && !fits(scope.text(), resource))
          .forEach(
              _ -> expressions.invalid(scope.shown(), "unsupported scope applied to resource"));
      operator(expression, scope.text());
    }
  }

  private static void operator(Subject expression, String scope) {
    var operator = expression.at("operator");
    var values = expression.at("values");
    if (!Set.of("PriorityClass", "VolumeAttributesClass").contains(scope)
        && !operator.text().equals("Exists")) {
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
