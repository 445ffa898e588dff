package dev.timonier.controllers.resourcequota;

import dev.timonier.machinery.quantity.Amount;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ModifyVolumeStatus;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatus;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which pods and claims of volumes a quota is about; pure
/// (<https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes>).
final class QuotaScopes {
  private QuotaScopes() {}

  static boolean isScoped(ResourceQuotaSpec spec) {
    return !requirements(spec).isEmpty();
  }

  static boolean select(ResourceQuotaSpec spec, Pod pod) {
    return requirements(spec).stream().allMatch(requirement -> matches(requirement, pod));
  }

  static boolean select(ResourceQuotaSpec spec, PersistentVolumeClaim claim) {
    return requirements(spec).stream()
        .allMatch(
            requirement ->
                requirement.getScopeName().equals("VolumeAttributesClass")
                    && selects(requirement, attributesClasses(claim)));
  }

  /// The class that is wanted, the one that the volume has, and the one that it is on its way to.
  static Set<String> attributesClasses(PersistentVolumeClaim claim) {
    var status = Optional.ofNullable(claim.getStatus());
    return Stream.of(
            Optional.ofNullable(claim.getSpec().getVolumeAttributesClassName()),
            status.map(PersistentVolumeClaimStatus::getCurrentVolumeAttributesClassName),
            status
                .map(PersistentVolumeClaimStatus::getModifyVolumeStatus)
                .map(ModifyVolumeStatus::getTargetVolumeAttributesClassName))
        .flatMap(Optional::stream)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
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
      case "BestEffort" -> isBestEffort(pod);
      case "NotBestEffort" -> !isBestEffort(pod);
      case "PriorityClass" -> selects(requirement, priorityClass(spec));
      case "CrossNamespacePodAffinity" -> looksAcrossNamespaces(spec);
      default -> false;
    };
  }

  private static boolean isBestEffort(Pod pod) {
    var told = pod.getStatus() == null ? null : pod.getStatus().getQosClass();
    return told == null ? asksForNothing(pod.getSpec()) : told.equals("BestEffort");
  }

  private static boolean asksForNothing(PodSpec spec) {
    return spec.getResources() == null
        ? Stream.concat(
                spec.getContainers().stream(),
                Objects.requireNonNullElse(spec.getInitContainers(), List.<Container>of()).stream())
            .map(Container::getResources)
            .noneMatch(QuotaScopes::asksForSomething)
        : !asksForSomething(spec.getResources());
  }

  private static boolean asksForSomething(@Nullable ResourceRequirements r) {
    return r != null && (names(r.getRequests()) || names(r.getLimits()));
  }

  private static boolean names(@Nullable Map<String, Quantity> amounts) {
    return amounts != null
        && Stream.of("cpu", "memory").anyMatch(name -> Amount.of(amounts.get(name)).signum() > 0);
  }

  private static Set<String> priorityClass(PodSpec spec) {
    var name = Objects.requireNonNullElse(spec.getPriorityClassName(), "");
    return name.isEmpty() ? Set.of() : Set.of(name);
  }

  private static boolean selects(
      ScopedResourceSelectorRequirement requirement, Set<String> classes) {
    return switch (requirement.getOperator()) {
      case "In" -> classes.stream().anyMatch(requirement.getValues()::contains);
      case "NotIn" ->
          classes.isEmpty()
              || classes.stream().anyMatch(name -> !requirement.getValues().contains(name));
      case "Exists" -> !classes.isEmpty();
      case "DoesNotExist" -> classes.isEmpty();
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
