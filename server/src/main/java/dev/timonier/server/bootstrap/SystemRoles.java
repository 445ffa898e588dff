package dev.timonier.server.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.authz.rbac.Coverage;
import dev.timonier.server.authz.rbac.PolicyRule;
import dev.timonier.server.object.Trees;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/// The roles that every cluster has, and who has them
/// (<https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings>).
/// They are written side by side, so that one sync of the store does for many.
public final class SystemRoles implements Bootstrap.Step {
  private static final String GROUP = "rbac.authorization.k8s.io";
  private static final String AUTOUPDATE = "rbac.authorization.kubernetes.io/autoupdate";

  private final SystemObjects objects;
  private final RoleTable table;
  private final Executor executor;

  public SystemRoles(SystemObjects objects, RoleTable table, Executor executor) {
    this.objects = objects;
    this.table = table;
    this.executor = executor;
  }

  @Override
  public void run() {
    all(table.roles().stream().map(role -> (Runnable) () -> ensure(role)).toList());
    all(table.bindings().stream().map(binding -> (Runnable) () -> ensure(binding)).toList());
  }

  /// Sees to it that a user has a cluster role, by a binding of the user's name.
  public void bind(String user, String clusterRole) {
    var subject =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", "User")
            .put("apiGroup", GROUP)
            .put("name", user);
    ensure(new RoleTable.Binding("", user, "ClusterRole", clusterRole, List.of(subject)));
  }

  private void all(List<Runnable> tasks) {
    var running = tasks.stream().map(task -> CompletableFuture.runAsync(task, executor));
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
  }

  private void ensure(RoleTable.Role role) {
    objects.reconcile(
        place(role.namespace(), role.name(), "roles"),
        root -> {
          mark(root);
          role.labels().forEach(Trees.child(Trees.child(root, "metadata"), "labels")::put);
          if (!role.aggregated().isEmpty()) {
            var selectors = root.putObject("aggregationRule").putArray("clusterRoleSelectors");
            role.aggregated().forEach(selectors.addObject().putObject("matchLabels")::put);
          }
          role.rules().forEach(Trees.children(root, "rules")::add);
        },
        present -> mend(present, role));
  }

  /// What someone added stays, and what is missing is added. Roles that gather the rules of others
  /// are a controller's affair.
  private static void mend(ObjectNode present, RoleTable.Role role) {
    if (isLeftAlone(present)) {
      return;
    }
    mark(present);
    var labels = Trees.child(Trees.child(present, "metadata"), "labels");
    role.labels().forEach((label, value) -> Trees.setDefault(labels, label, value));
    if (role.aggregated().isEmpty() && !wanted(role).equals(present.get("rules"))) {
      Coverage.missingRules(
              PolicyRule.readAll(present), role.rules().stream().map(PolicyRule::read).toList())
          .forEach(rule -> Trees.children(present, "rules").add(rule.tree()));
    }
  }

  private static ArrayNode wanted(RoleTable.Role role) {
    return JsonNodeFactory.instance.arrayNode().addAll(role.rules());
  }

  private void ensure(RoleTable.Binding binding) {
    var place = place(binding.namespace(), binding.name(), "rolebindings");
    var present = objects.find(place);
    if (present.filter(other -> !isLeftAlone(other) && isToAnother(other, binding)).isPresent()) {
      objects.delete(place);
      objects.ensure(place, root -> fill(root, binding));
    } else {
      present.ifPresentOrElse(
          found -> objects.mend(place, found, root -> mend(root, binding)),
          () -> objects.ensure(place, root -> fill(root, binding)));
    }
  }

  private static void fill(ObjectNode root, RoleTable.Binding binding) {
    mark(root);
    binding.subjects().forEach(Trees.children(root, "subjects")::add);
    root.putObject("roleRef")
        .put("apiGroup", GROUP)
        .put("kind", binding.roleKind())
        .put("name", binding.role());
  }

  private static void mend(ObjectNode present, RoleTable.Binding binding) {
    if (isLeftAlone(present)) {
      return;
    }
    mark(present);
    for (var subject : binding.subjects()) {
      if (Trees.stream(present.path("subjects")).noneMatch(other -> isSame(subject, other))) {
        Trees.children(present, "subjects").add(subject);
      }
    }
  }

  /// The role of a binding cannot be changed.
  private static boolean isToAnother(ObjectNode present, RoleTable.Binding binding) {
    var role = present.path("roleRef");
    return !Trees.text(role, "kind").equals(binding.roleKind())
        || !Trees.text(role, "name").equals(binding.role());
  }

  private static boolean isSame(ObjectNode subject, JsonNode other) {
    return Stream.of("kind", "name", "namespace")
        .allMatch(field -> Trees.text(subject, field).equals(Trees.text(other, field)));
  }

  /// What is in no namespace is of the kinds that begin with `cluster`.
  private static SystemObjects.Place place(String namespace, String name, String plural) {
    var kind = namespace.isEmpty() ? "cluster" + plural : plural;
    return new SystemObjects.Place(GROUP, "v1", kind, namespace, name);
  }

  /// Whether someone said that the object is to stay as it is.
  private static boolean isLeftAlone(ObjectNode present) {
    return Trees.text(present.path("metadata").path("annotations"), AUTOUPDATE).equals("false");
  }

  private static void mark(ObjectNode root) {
    var metadata = Trees.child(root, "metadata");
    Trees.setDefault(Trees.child(metadata, "annotations"), AUTOUPDATE, "true");
    Trees.setDefault(
        Trees.child(metadata, "labels"), "kubernetes.io/bootstrapping", "rbac-defaults");
  }
}
