package dev.timonier.controllers.namespace;

import static java.util.stream.Collectors.joining;

import dev.timonier.controllers.runtime.Times;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The five conditions that tell how the deletion of a namespace goes.
enum DeletionConditions {
  NamespaceDeletionDiscoveryFailure(
      "ResourcesDiscovered", "All resources successfully discovered") {
    @Override
    Optional<Finding> finding(Remains remains) {
      return failures(
          "DiscoveryFailed",
          "Discovery failed for some groups",
          "failing",
          remains.discoveryFailures());
    }
  },
  NamespaceDeletionGroupVersionParsingFailure(
      "ParsedGroupVersions", "All legacy kube types successfully parsed") {
    @Override
    Optional<Finding> finding(Remains remains) {
      return Optional.empty();
    }
  },
  NamespaceDeletionContentFailure(
      "ContentDeleted", "All content successfully deleted, may be waiting on finalization") {
    @Override
    Optional<Finding> finding(Remains remains) {
      return failures(
          "ContentDeletionFailed",
          "Failed to delete all resource types",
          "remaining",
          remains.deletionFailures());
    }
  },
  NamespaceContentRemaining("ContentRemoved", "All content successfully removed") {
    @Override
    Optional<Finding> finding(Remains remains) {
      return listed(
          "SomeResourcesRemain", "Some resources are remaining: ", " has ", remains.byResource());
    }
  },
  NamespaceFinalizersRemaining(
      "ContentHasNoFinalizers", "All content-preserving finalizers finished") {
    @Override
    Optional<Finding> finding(Remains remains) {
      return listed(
          "SomeFinalizersRemain",
          "Some content in the namespace has finalizers remaining: ",
          " in ",
          remains.byFinalizer());
    }
  };

  /// Something that stands in the way.
  record Finding(String reason, String message) {}

  private final String calm;
  private final String calmMessage;

  DeletionConditions(String reason, String message) {
    this.calm = reason;
    this.calmMessage = message;
  }

  abstract Optional<Finding> finding(Remains remains);

  /// All conditions of a namespace, those that are unchanged with their old times.
  static List<NamespaceCondition> of(Namespace namespace, Remains remains, Instant now) {
    var conditions = new ArrayList<NamespaceCondition>();
    for (var type : values()) {
      var found = type.finding(remains);
      var finding = found.orElse(new Finding(type.calm, type.calmMessage));
      var status = found.isPresent() ? "True" : "False";
      conditions.add(
          kept(
              namespace,
              new NamespaceCondition(
                  Times.shown(now), finding.message(), finding.reason(), status, type.name())));
    }
    return conditions;
  }

  private static NamespaceCondition kept(Namespace namespace, NamespaceCondition condition) {
    return Objects.requireNonNullElse(
            namespace.getStatus().getConditions(), List.<NamespaceCondition>of())
        .stream()
        .filter(before -> before.getType().equals(condition.getType()))
        .filter(before -> before.getStatus().equals(condition.getStatus()))
        .filter(before -> before.getReason().equals(condition.getReason()))
        .filter(before -> before.getMessage().equals(condition.getMessage()))
        .findFirst()
        .orElse(condition);
  }

  private static Optional<Finding> failures(
      String reason, String message, String state, List<String> failures) {
    return failures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                reason,
                "%s, %d %s: %s"
                    .formatted(message, failures.size(), state, String.join(", ", failures))));
  }

  private static Optional<Finding> listed(
      String reason, String message, String verb, Map<String, Integer> counts) {
    var list =
        counts.entrySet().stream()
            .map(e -> e.getKey() + verb + e.getValue() + " resource instances")
            .collect(joining(", "));
    return counts.isEmpty() ? Optional.empty() : Optional.of(new Finding(reason, message + list));
  }
}
