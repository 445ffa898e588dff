package dev.timonier.server.authz.rbac;

import static dev.timonier.server.authz.rbac.PolicyRule.ALL;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Compares rules with rules: what of the ones do the others not allow?
///
/// Wanted rules are taken apart, so that each piece has one verb and one resource, or one path, and
/// a piece is covered when a single rule allows it. What is missing is put together again where
/// only the verbs differ:
///
/// ```
/// {APIGroups:["apps"], Resources:["deployments"], Verbs:["get" "list"]}
/// ```
public final class Coverage {
  private Coverage() {}

  /// What is wanted and not owned.
  public static List<PolicyRule> missingRules(List<PolicyRule> owned, List<PolicyRule> wanted) {
    return compact(
        wanted.stream()
            .flatMap(rule -> pieces(rule).stream())
            .filter(piece -> owned.stream().noneMatch(rule -> covers(rule, piece)))
            .toList());
  }

  /// The same, one line for each rule, in their order.
  static List<String> missing(List<PolicyRule> owned, List<PolicyRule> wanted) {
    var lines = new TreeSet<String>();
    missingRules(owned, wanted).forEach(rule -> lines.add(line(rule)));
    return List.copyOf(lines);
  }

  private static List<PolicyRule> pieces(PolicyRule rule) {
    var pieces = new ArrayList<PolicyRule>();
    for (var group : rule.groups()) {
      for (var resource : rule.resources()) {
        for (var verb : rule.verbs()) {
          named(pieces, rule.names(), piece(verb, group, resource));
        }
      }
    }
    for (var path : rule.paths()) {
      for (var verb : rule.verbs()) {
        pieces.add(new PolicyRule(List.of(verb), List.of(), List.of(), List.of(), List.of(path)));
      }
    }
    return pieces;
  }

  private static PolicyRule piece(String verb, String group, String resource) {
    return new PolicyRule(List.of(verb), List.of(group), List.of(resource), List.of(), List.of());
  }

  private static void named(List<PolicyRule> pieces, List<String> names, PolicyRule piece) {
    if (names.isEmpty()) {
      pieces.add(piece);
    }
    for (var name : names) {
      pieces.add(
          new PolicyRule(
              piece.verbs(), piece.groups(), piece.resources(), List.of(name), List.of()));
    }
  }

  private static boolean covers(PolicyRule owner, PolicyRule piece) {
    if (!says(owner.verbs(), piece.verbs().getFirst())) {
      return false;
    }
    return piece.paths().isEmpty()
        ? says(owner.groups(), piece.groups().getFirst())
            && coversResource(owner, piece.resources().getFirst())
            && coversNames(owner, piece.names())
        : owner.paths().stream()
            .anyMatch(pattern -> PolicyRule.covers(pattern, piece.paths().getFirst()));
  }

  private static boolean says(List<String> texts, String text) {
    return texts.contains(ALL) || texts.contains(text);
  }

  private static boolean coversResource(PolicyRule owner, String resource) {
    var slash = resource.indexOf('/');
    return says(owner.resources(), resource)
        || (slash >= 0 && owner.resources().contains(ALL + resource.substring(slash)));
  }

  private static boolean coversNames(PolicyRule owner, List<String> names) {
    return owner.names().isEmpty()
        || (!names.isEmpty() && owner.names().contains(names.getFirst()));
  }

  private record Place(String group, String resource) {}

  /// Joins the verbs of what is about the same resource, without names.
  private static List<PolicyRule> compact(List<PolicyRule> pieces) {
    var verbs = new LinkedHashMap<Place, List<String>>();
    var rules = new ArrayList<PolicyRule>();
    for (var piece : pieces) {
      if (piece.paths().isEmpty() && piece.names().isEmpty()) {
        var place = new Place(piece.groups().getFirst(), piece.resources().getFirst());
        verbs.computeIfAbsent(place, _ -> new ArrayList<>()).add(piece.verbs().getFirst());
      } else {
        rules.add(piece);
      }
    }
    for (Map.Entry<Place, List<String>> entry : verbs.entrySet()) {
      var place = entry.getKey();
      rules.add(
          new PolicyRule(
              List.copyOf(entry.getValue()),
              List.of(place.group()),
              List.of(place.resource()),
              List.of(),
              List.of()));
    }
    return rules;
  }

  private static String line(PolicyRule rule) {
    var parts = new ArrayList<String>();
    add(parts, "APIGroups", rule.groups());
    add(parts, "Resources", rule.resources());
    add(parts, "NonResourceURLs", rule.paths());
    add(parts, "ResourceNames", rule.names());
    add(parts, "Verbs", rule.verbs());
    return "{" + String.join(", ", parts) + "}";
  }

  private static void add(List<String> parts, String label, List<String> texts) {
    if (!texts.isEmpty()) {
      parts.add(label + ":" + quoted(texts));
    }
  }

  /// A list as Go shows one: `["get" "list"]`.
  static String quoted(List<String> texts) {
    return "[\"" + String.join("\" \"", texts) + "\"]";
  }
}
