package dev.timonier.controllers.validatingadmissionpolicystatus;

import dev.timonier.controllers.discovery.ServedResource;
import dev.timonier.machinery.catalog.GroupVersionKind;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchResources;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.NamedRuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The kinds of the resources that a policy's rules name. Rules for any group or version are passed
/// over, and so are any resource and subresources.
final class MatchedKinds {
  private static final int MOST = 10;
  private static final String ANY = "*";
  private static final Comparator<GroupVersionKind> ORDER =
      Comparator.comparing(GroupVersionKind::group)
          .thenComparing(GroupVersionKind::version)
          .thenComparing(GroupVersionKind::kind);

  private MatchedKinds() {}

  static List<NamedRuleWithOperations> rules(ValidatingAdmissionPolicy policy) {
    return Optional.ofNullable(policy.getSpec().getMatchConstraints())
        .map(MatchResources::getResourceRules)
        .orElse(List.of());
  }

  /// In the order of group, version and kind. When a rule has named ten, what comes after is not
  /// looked at.
  static List<GroupVersionKind> of(
      List<NamedRuleWithOperations> rules, List<ServedResource> served) {
    var kinds = new TreeSet<>(ORDER);
    for (var rule : rules) {
      var named = named(rule, served);
      named.stream().limit(MOST).forEach(kinds::add);
      if (named.size() >= MOST) {
        break;
      }
    }
    return List.copyOf(kinds);
  }

  private static List<GroupVersionKind> named(
      NamedRuleWithOperations rule, List<ServedResource> served) {
    var kinds = new ArrayList<GroupVersionKind>();
    for (var group : certain(rule.getApiGroups())) {
      for (var version : certain(rule.getApiVersions())) {
        rule.getResources().stream()
            .filter(resource -> !resource.contains(ANY) && !resource.contains("/"))
            .sorted()
            .flatMap(
                resource -> served.stream().filter(known -> is(known, group, version, resource)))
            .map(ServedResource::kind)
            .forEach(kinds::add);
      }
    }
    return kinds;
  }

  private static List<String> certain(List<String> names) {
    return names.stream().anyMatch(name -> name.contains(ANY))
        ? List.of()
        : names.stream().sorted().toList();
  }

  /// As clients resolve resources, where the core group stands for each that has the version and
  /// the resource.
  private static boolean is(ServedResource known, String group, String version, String resource) {
    return (group.isEmpty() || known.kind().group().equals(group))
        && known.kind().version().equals(version)
        && known.plural().equals(resource);
  }
}
