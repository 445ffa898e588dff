package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// What holds for `matchLabelKeys` and `mismatchLabelKeys` beside a label selector, of pods that
/// are told apart by the values of their own labels
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#matchlabelkeys>).
final class LabelKeyRules {
  private LabelKeyRules() {}

  /// @param selecting what has the selector and the keys
  static void validate(Subject selecting) {
    var match = selecting.at("matchLabelKeys");
    var mismatch = selecting.at("mismatchLabelKeys");
    names(selecting, match);
    names(selecting, mismatch);
    repeated(selecting, texts(match));
    var others = texts(mismatch);
    match.elements().stream()
        .filter(key -> others.contains(key.text()))
        .forEach(key -> key.invalid("exists in both matchLabelKeys and mismatchLabelKeys"));
  }

  private static void names(Subject selecting, Subject keys) {
    if (keys.isEmpty()) {
      return;
    }
    if (!selecting.has("labelSelector")) {
      keys.forbidden("must not be specified when labelSelector is not set");
      return;
    }
    for (var key : keys.elements()) {
      key.format(Format::checkQualifiedName);
    }
  }

  /// A new pod's keys have become expressions already: a second requirement is the author's. It is
  /// told of the whole, by the key's index.
  private static void repeated(Subject selecting, List<String> keys) {
    var selector = selecting.at("labelSelector");
    var seen = new HashSet<>(selector.at("matchLabels").keys());
    for (var expression : selector.value().path("matchExpressions")) {
      var key = Trees.text(expression, "key");
      if (!seen.add(key) && keys.contains(key)) {
        selecting
            .at(keys.lastIndexOf(key))
            .invalid(Subject.quote(key), "exists in both matchLabelKeys and labelSelector");
      }
    }
  }

  private static List<String> texts(Subject list) {
    var texts = new ArrayList<String>();
    list.elements().forEach(element -> texts.add(element.text()));
    return texts;
  }
}
