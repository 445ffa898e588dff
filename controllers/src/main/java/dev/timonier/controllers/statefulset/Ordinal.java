package dev.timonier.controllers.statefulset;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;
import java.util.regex.Pattern;

/// The place of a pod in its set, as its name tells it: `db-3` is the pod 3 of set `db`.
record Ordinal(String set, int number) {
  private static final Pattern NAME = Pattern.compile("(.*)-(\\d{1,9})");

  /// Empty where the name is none of a set's pod.
  static Optional<Ordinal> of(HasMetadata pod) {
    var matcher = NAME.matcher(pod.getMetadata().getName());
    return matcher.matches()
        ? Optional.of(new Ordinal(matcher.group(1), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  static int number(HasMetadata pod) {
    return of(pod).map(Ordinal::number).orElse(-1);
  }

  static boolean isMember(HasMetadata set, HasMetadata pod) {
    return of(pod).filter(o -> o.set().equals(set.getMetadata().getName())).isPresent();
  }
}
