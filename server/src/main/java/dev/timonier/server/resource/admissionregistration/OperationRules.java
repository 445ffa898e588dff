package dev.timonier.server.resource.admissionregistration;

import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for a rule that says of which operations on which resources admission is told.
final class OperationRules {
  private static final String ANY = "*";
  private static final List<String> OPERATIONS =
      List.of(ANY, "CONNECT", "CREATE", "DELETE", "UPDATE");
  private static final List<String> SCOPES = List.of(ANY, "Cluster", "Namespaced");

  private OperationRules() {}

  static void validate(Subject rule) {
    operations(rule.at("operations"));
    groups(rule.at("apiGroups"));
    versions(rule.at("apiVersions"));
    AdmittedResourceRules.validate(rule.at("resources"));
    if (rule.has("scope")) {
      rule.at("scope").oneOf(SCOPES);
    }
  }

  private static void operations(Subject operations) {
    operations.mustBePresent("");
    anyAlone(operations, "operations");
    operations.elements().forEach(operation -> operation.oneOf(OPERATIONS));
  }

  private static void groups(Subject groups) {
    groups.mustBePresent("");
    anyAlone(groups, "API groups");
  }

  private static void versions(Subject versions) {
    versions.mustBePresent("");
    anyAlone(versions, "API versions");
    versions.elements().forEach(version -> version.mustBePresent(""));
  }

  private static void anyAlone(Subject words, String others) {
    var any = Trees.stream(words.value()).anyMatch(word -> word.asText().equals(ANY));
    if (any && words.value().size() > 1) {
      words.invalid("if '*' is present, must not specify other " + others);
    }
  }
}
