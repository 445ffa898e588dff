package dev.timonier.server.resource.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.machinery.selector.SelectorException;
import dev.timonier.server.validation.LabelSelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.Optional;

/// What holds for the selector of a kind that makes pods.
public final class SelectorRules {
  private SelectorRules() {}

  /// Examines a selector that there must be.
  ///
  /// @param kind for the message that refuses an empty one
  public static void required(Subject selector, String kind) {
    if (!selector.isPresent()) {
      selector.required();
      return;
    }
    LabelSelectorRules.validate(selector);
    notEmpty(selector, kind);
  }

  /// An empty selector would take all pods.
  public static void notEmpty(Subject selector, String kind) {
    if (selector.isPresent()
        && selector.at("matchLabels").isEmpty()
        && selector.at("matchExpressions").isEmpty()) {
      selector.invalid("empty selector is invalid for " + kind);
    }
  }

  /// The selector, unless it is malformed.
  public static Optional<Selector> read(JsonNode selector) {
    try {
      return Optional.of(LabelSelectors.of(selector));
    } catch (SelectorException _) {
      return Optional.empty();
    }
  }

  /// The labels of a template must be such that the selector finds the pods.
  public static void matches(Selector selector, Subject template) {
    var labels = template.at("metadata").at("labels");
    if (!selector.matches(LabelSelectors.texts(labels.value()))) {
      labels.invalid(labels.shownInOrder(), "`selector` does not match template `labels`");
    }
  }
}
