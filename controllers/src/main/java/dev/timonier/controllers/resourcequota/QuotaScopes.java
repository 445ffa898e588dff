package dev.timonier.controllers.resourcequota;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ScopedResourceSelectorRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which pods a quota is about; pure
/// (<https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes>).
final class QuotaScopes {
  private QuotaScopes() {}

  static boolean isScoped(ResourceQuotaSpec spec) {
    return !requirements(spec).isEmpty();
  }

  static boolean select(ResourceQuotaSpec spec, Pod pod) {
    return requirements(spec).stream().allMatch(requirement -> matches(requirement, pod));
  }

  private static List<ScopedResourceSelectorRequirement> requirements(ResourceQuotaSpec spec) {
    var all = new ArrayList<ScopedResourceSelectorRequirement>();
    for (var scope : Objects.requireNonNullElse(spec.getScopes(), List.<String>of())) {
      all.add(new ScopedResourceSelectorRequirement("Exists", scope, List.of()));
    }
    Optional.ofNullable(spec.getScopeSelector())
        .flatMap(selector -> Optional.ofNullable(selector.getMatchExpressions()))
        .ifPresent(all::addAll);
    return all;
  }

  private static boolean matches(ScopedResourceSelectorRequirement requirement, Pod pod) {
    var spec = pod.getSpec();
    return switch (requirement.getScopeName()) {
      case "Terminating" -> spec.getActiveDeadlineSeconds() != null;
      case "NotTerminating" -> spec.getActiveDeadlineSeconds() == null;
      case "BestEffort" -> isBestEffort(spec);
      case "NotBestEffort" -> !isBestEffort(spec);
      case "PriorityClass" -> hasPriority(requirement, spec);
      case "CrossNamespacePodAffinity" -> looksAcrossNamespaces(spec);
      default -> false;
    };
  }

  private static boolean isBestEffort(PodSpec spec) {
    return spec.getResources() == null
        && Stream.concat(
                spec.getContainers().stream(),
                Objects.requireNonNullElse(spec.getInitContainers(), List.<Container>of()).stream())
            .map(Container::getResources)
            .noneMatch(QuotaScopes::asksForSomething);
  }

  private static boolean asksForSomething(@Nullable ResourceRequirements r) {
    return r != null && (names(r.getRequests()) || names(r.getLimits()));
  }

  private static boolean names(@Nullable Map<String, Quantity> amounts) {
    return amounts != null && (amounts.containsKey("cpu") || amounts.containsKey("memory"));
  }

  private static boolean hasPriority(ScopedResourceSelectorRequirement requirement, PodSpec spec) {
    var name = Objects.requireNonNullElse(spec.getPriorityClassName(), "");
    return switch (requirement.getOperator()) {
      case "In" -> requirement.getValues().contains(name);
      case "NotIn" -> !requirement.getValues().contains(name);
      case "Exists" -> !name.isEmpty();
      case "DoesNotExist" -> name.isEmpty();
      default -> false;
    };
  }

  private static boolean looksAcrossNamespaces(PodSpec spec) {
    return Optional.ofNullable(spec.getAffinity()).stream()
        .flatMap(QuotaScopes::terms)
        .anyMatch(
            term ->
                term.getNamespaceSelector() != null
                    || !Objects.requireNonNullElse(term.getNamespaces(), List.<String>of())
                        .isEmpty());
  }

  private static Stream<PodAffinityTerm> terms(Affinity affinity) {
    var terms = new ArrayList<PodAffinityTerm>();
    var near = affinity.getPodAffinity();
    if (near != null) {
      terms.addAll(near.getRequiredDuringSchedulingIgnoredDuringExecution());
      near.getPreferredDuringSchedulingIgnoredDuringExecution()
          .forEach(weighted -> terms.add(weighted.getPodAffinityTerm()));
    }
    var apart = affinity.getPodAntiAffinity();
    if (apart != null) {
      terms.addAll(apart.getRequiredDuringSchedulingIgnoredDuringExecution());
      apart
          .getPreferredDuringSchedulingIgnoredDuringExecution()
          .forEach(weighted -> terms.add(weighted.getPodAffinityTerm()));
    }
    return terms.stream();
  }
}
