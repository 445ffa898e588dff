package dev.timonier.server.bootstrap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.authz.rbac.PolicyRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The system's roles and bindings, read from the table `roles.tsv` beside this class. The lines
/// that follow a role and begin with a tab are its rules; a dash stands for no namespace.
///
/// ```
/// ClusterRole  -            view        aggregates …/aggregate-to-view=true;label …
///     core     pods,services    get,list,watch
///     apps     deployments      get,list,watch     [names]
///     /healthz,/livez           get
/// Role         kube-system  system::leader-locking-kube-scheduler
/// ClusterRoleBinding  -     view-all    ClusterRole    view    User jane; Group ops
/// ```
public record RoleTable(List<Role> roles, List<Binding> bindings) {
  private static final String GROUP = "rbac.authorization.k8s.io";

  /// @param namespace empty for cluster roles
  /// @param labels beyond those that all of them have
  /// @param aggregated the labels of the roles whose rules this one has too
  public record Role(
      String namespace,
      String name,
      Map<String, String> labels,
      Map<String, String> aggregated,
      List<ObjectNode> rules) {}

  /// @param namespace empty for cluster role bindings
  public record Binding(
      String namespace, String name, String roleKind, String role, List<ObjectNode> subjects) {}

  public static RoleTable builtIn() {
    try (var stream = RoleTable.class.getResourceAsStream("roles.tsv")) {
      var bytes = Objects.requireNonNull(stream, "roles.tsv is not on the class path");
      return read(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The rules of a cluster role.
  public List<PolicyRule> rulesOf(String clusterRole) {
    return roles.stream()
        .filter(role -> role.namespace().isEmpty() && role.name().equals(clusterRole))
        .flatMap(role -> role.rules().stream())
        .map(PolicyRule::read)
        .toList();
  }

  static RoleTable read(String table) {
    var roles = new ArrayList<Role>();
    var bindings = new ArrayList<Binding>();
    for (var line : table.split("\n", -1)) {
      var cell = line.split("\t", -1);
      if (line.startsWith("\t")) {
        roles.getLast().rules().add(rule(cell));
      } else if (cell[0].endsWith("Binding")) {
        bindings.add(binding(cell));
      } else if (!line.isEmpty()) {
        roles.add(role(cell));
      }
    }
    return new RoleTable(roles, bindings);
  }

  private static Role role(String[] cell) {
    var labels = new LinkedHashMap<String, String>();
    var aggregated = new LinkedHashMap<String, String>();
    for (var trait : cell.length > 3 ? cell[3].split(";", -1) : new String[0]) {
      var words = trait.strip().split("[ =]", 3);
      (words[0].equals("label") ? labels : aggregated).put(words[1], words[2]);
    }
    return new Role(namespace(cell), cell[2], labels, aggregated, new ArrayList<>());
  }

  private static String namespace(String[] cell) {
    return cell[1].equals("-") ? "" : cell[1];
  }

  private static ObjectNode rule(String[] cell) {
    var rule = JsonNodeFactory.instance.objectNode();
    if (cell.length == 3) {
      put(rule, "verbs", cell[2]);
      put(rule, "nonResourceURLs", cell[1]);
      return rule;
    }
    put(rule, "verbs", cell[3]);
    put(rule, "apiGroups", cell[1]);
    put(rule, "resources", cell[2]);
    if (cell.length > 4) {
      put(rule, "resourceNames", cell[4]);
    }
    return rule;
  }

  private static void put(ObjectNode rule, String field, String list) {
    var array = rule.putArray(field);
    for (var text : list.split(",", -1)) {
      array.add(text.equals("core") ? "" : text);
    }
  }

  private static Binding binding(String[] cell) {
    var subjects = new ArrayList<ObjectNode>();
    for (var subject : cell[5].split("; ", -1)) {
      if (!subject.isEmpty()) {
        subjects.add(subject(subject.split(" ", 2)));
      }
    }
    return new Binding(namespace(cell), cell[2], cell[3], cell[4], subjects);
  }

  private static ObjectNode subject(String[] word) {
    var subject = JsonNodeFactory.instance.objectNode().put("kind", word[0]);
    if (!word[0].equals("ServiceAccount")) {
      return subject.put("apiGroup", GROUP).put("name", word[1]);
    }
    var slash = word[1].indexOf('/');
    return subject
        .put("name", word[1].substring(slash + 1))
        .put("namespace", word[1].substring(0, slash));
  }
}
