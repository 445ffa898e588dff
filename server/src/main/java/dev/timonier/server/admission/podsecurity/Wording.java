package dev.timonier.server.admission.podsecurity;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// The forms of speech of violations.
final class Wording {
  private Wording() {}

  static String quoted(Collection<String> words) {
    return words.stream().collect(Collectors.joining("\", \"", "\"", "\""));
  }

  static String plural(String word, Collection<?> counted) {
    return counted.size() == 1 ? word : word + "s";
  }

  /// As in `containers "a", "b"`.
  static String containers(List<String> names) {
    return plural("container", names) + " " + quoted(names);
  }

  static String volumes(List<String> names) {
    return plural("volume", names) + " " + quoted(names);
  }

  static String uses(Collection<?> counted) {
    return counted.size() == 1 ? " uses " : " use ";
  }
}
