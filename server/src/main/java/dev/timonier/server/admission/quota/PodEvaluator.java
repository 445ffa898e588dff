package dev.timonier.server.admission.quota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.machinery.quantity.QuotaNames;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.pod.QualityOfService;
import dev.timonier.server.resource.core.podspec.ResourceNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Pods, whose number and resources can be limited.
record PodEvaluator() implements Evaluator {
  private static final String COUNT = "count/pods";
  private static final String PODS = "pods";
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  @Override
  public boolean handles(AdmissionRequest request) {
    var created = request.operation() == Operation.CREATE;
    return switch (request.subresource()) {
      case "" -> created || changesScope(request);
      case "resize" -> !created;
      default -> false;
    };
  }

  private static boolean changesScope(AdmissionRequest request) {
    return isTerminating(request.old().orElseThrow())
        != isTerminating(request.object().orElseThrow());
  }

  @Override
  public boolean concerns(String name) {
    return QuotaNames.areOfPods(name);
  }

  @Override
  public boolean isWithin(Scope scope, ApiObject pod) {
    return switch (scope.name()) {
      case "Terminating" -> isTerminating(pod);
      case "NotTerminating" -> !isTerminating(pod);
      case "BestEffort" -> isBestEffort(pod);
      case "NotBestEffort" -> !isBestEffort(pod);
      case "PriorityClass" -> scope.selects(priorityClass(pod));
      case "CrossNamespacePodAffinity" -> crossesNamespaces(pod);
      default -> false;
    };
  }

  private static boolean isTerminating(ApiObject pod) {
    return pod.spec().path("activeDeadlineSeconds").asLong(-1) >= 0;
  }

  private static boolean isBestEffort(ApiObject pod) {
    return QualityOfService.ofPod(pod.root()).equals("BestEffort");
  }

  private static List<String> priorityClass(ApiObject pod) {
    var name = pod.spec().path("priorityClassName").asText("");
    return name.isEmpty() ? List.of() : List.of(name);
  }

  private static boolean crossesNamespaces(ApiObject pod) {
    var affinity = pod.spec().path("affinity");
    return Stream.of("podAffinity", "podAntiAffinity")
        .map(affinity::path)
        .flatMap(PodEvaluator::terms)
        .anyMatch(term -> !term.path("namespaces").isEmpty() || term.has("namespaceSelector"));
  }

  private static Stream<JsonNode> terms(JsonNode affinity) {
    return Stream.concat(
        Trees.stream(affinity.path("requiredDuringSchedulingIgnoredDuringExecution")),
        Trees.stream(affinity.path("preferredDuringSchedulingIgnoredDuringExecution"))
            .map(preferred -> preferred.path("podAffinityTerm")));
  }

  /// Containers must ask for what is limited, unless the pod asks as a whole.
  @Override
  public String missing(ApiObject pod, Set<String> limited) {
    var whole = pod.spec().path("resources");
    var asksAsAWhole =
        Stream.of("requests", "limits")
            .flatMap(side -> whole.path(side).propertyStream())
            .anyMatch(amount -> ResourceNames.isForPods(amount.getKey()));
    return asksAsAWhole ? "" : RequiredResources.missing(pod, limited);
  }

  /// A pod that has ended uses nothing but its place in the store.
  @Override
  public Usage usage(ApiObject pod) {
    var usage = Usage.none();
    usage.add(COUNT, Amount.of(1));
    if (!ENDED.contains(pod.status().path("phase").asText(""))) {
      usage.add(PODS, Amount.of(1));
      requests(usage, PodTotals.requests(pod));
      limits(usage, PodTotals.limits(pod));
    }
    return usage;
  }

  private static void requests(Usage usage, Map<String, Amount> requests) {
    requests.forEach(
        (name, amount) -> {
          var counted = QuotaNames.isCounted(name);
          if (counted) {
            usage.add(name, amount);
          }
          if (counted || QuotaNames.isExtended(name)) {
            usage.add(QuotaNames.requests(name), amount);
          }
        });
  }

  private static void limits(Usage usage, Map<String, Amount> limits) {
    limits.forEach(
        (name, amount) -> {
          if (QuotaNames.isBasic(name)) {
            usage.add(QuotaNames.limits(name), amount);
          }
        });
  }
}
