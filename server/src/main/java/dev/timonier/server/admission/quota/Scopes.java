package dev.timonier.server.admission.quota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AggregateResources;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Whether a quota is about an object
/// (<https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes>).
final class Scopes {
  private static final Set<String> BASIC = Set.of("cpu", "memory");

  private Scopes() {}

  /// Whether an object is within all scopes of a quota. What has no scopes is about everything.
  static boolean cover(ApiObject quota, String plural, ApiObject object) {
    var scopes = quota.spec().path("scopes");
    var expressions = quota.spec().path("scopeSelector").path("matchExpressions");
    if (scopes.isEmpty() && expressions.isEmpty()) {
      return true;
    }
    return plural.equals("pods")
        && Trees.stream(scopes).allMatch(scope -> isWithin(object, scope.asText()))
        && Trees.stream(expressions).allMatch(expression -> matches(object, expression));
  }

  private static boolean matches(ApiObject pod, JsonNode expression) {
    var scope = Trees.text(expression, "scopeName");
    if (!scope.equals("PriorityClass")) {
      return isWithin(pod, scope);
    }
    var name = pod.spec().path("priorityClassName").asText("");
    var values = Trees.stream(expression.path("values")).map(JsonNode::asText).toList();
    return switch (Trees.text(expression, "operator")) {
      case "In" -> values.contains(name);
      case "NotIn" -> !values.contains(name);
      case "DoesNotExist" -> name.isEmpty();
      default -> !name.isEmpty();
    };
  }

  private static boolean isWithin(ApiObject pod, String scope) {
    return switch (scope) {
      case "Terminating" -> isTerminating(pod);
      case "NotTerminating" -> !isTerminating(pod);
      case "BestEffort" -> isBestEffort(pod);
      case "NotBestEffort" -> !isBestEffort(pod);
      case "PriorityClass" -> !pod.spec().path("priorityClassName").asText("").isEmpty();
      case "CrossNamespacePodAffinity" -> crossesNamespaces(pod);
      default -> false;
    };
  }

  private static boolean isTerminating(ApiObject pod) {
    return pod.spec().has("activeDeadlineSeconds");
  }

  private static boolean isBestEffort(ApiObject pod) {
    var requests = AggregateResources.requests(pod.spec());
    var limits = AggregateResources.limits(pod.spec());
    return Stream.concat(requests.entrySet().stream(), limits.entrySet().stream())
        .noneMatch(entry -> BASIC.contains(entry.getKey()) && entry.getValue().signum() > 0);
  }

  private static boolean crossesNamespaces(ApiObject pod) {
    var affinity = pod.spec().path("affinity");
    return List.of("podAffinity", "podAntiAffinity").stream()
        .map(affinity::path)
        .flatMap(Scopes::terms)
        .anyMatch(term -> !term.path("namespaces").isEmpty() || term.has("namespaceSelector"));
  }

  private static Stream<JsonNode> terms(JsonNode affinity) {
    return Stream.concat(
        Trees.stream(affinity.path("requiredDuringSchedulingIgnoredDuringExecution")),
        Trees.stream(affinity.path("preferredDuringSchedulingIgnoredDuringExecution"))
            .map(preferred -> preferred.path("podAffinityTerm")));
  }
}
