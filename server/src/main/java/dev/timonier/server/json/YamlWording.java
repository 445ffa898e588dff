package dev.timonier.server.json;

import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// What is wrong with a YAML text, in the words of libyaml, which Kubernetes passes on.
final class YamlWording {
  private static final Map<Pattern, String> PROBLEMS =
      Map.of(
          Pattern.compile("expected the node content, but found .*"),
          "did not find expected node content",
          Pattern.compile("expected (',' or '[\\]}]'), but got .*"),
          "did not find expected $1",
          Pattern.compile("mapping values are not allowed here"),
          "mapping values are not allowed in this context",
          Pattern.compile("found character '.*' that cannot start any token.*"),
          "found character that cannot start any token",
          Pattern.compile("found undefined alias (.*)"),
          "unknown anchor '$1' referenced",
          Pattern.compile("expected '<document start>', but found .*"),
          "did not find expected <document start>");

  private YamlWording() {}

  static String of(MarkedYAMLException fault) {
    var problem = String.valueOf(fault.getProblem());
    if (problem.startsWith("expected <block end>, but found")) {
      return String.valueOf(fault.getContext()).contains("mapping")
          ? "did not find expected key"
          : "did not find expected '-' indicator";
    }
    for (var known : PROBLEMS.entrySet()) {
      var match = known.getKey().matcher(problem);
      if (match.matches()) {
        return match.replaceAll(known.getValue());
      }
    }
    return problem;
  }
}
