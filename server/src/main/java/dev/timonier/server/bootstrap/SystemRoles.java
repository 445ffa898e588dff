package dev.timonier.server.bootstrap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// The roles that every cluster has, and who has them
/// (<https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings>).
/// They are written side by side, so that one sync of the store does for many.
public final class SystemRoles implements Bootstrap.Step {
  private static final String GROUP = "rbac.authorization.k8s.io";

  private final SystemObjects objects;
  private final Executor executor;

  public SystemRoles(SystemObjects objects, Executor executor) {
    this.objects = objects;
    this.executor = executor;
  }

  @Override
  public void run() {
    var roles = RoleTable.builtIn();
    all(roles.roles().stream().map(role -> (Runnable) () -> ensure(role)).toList());
    all(roles.bindings().stream().map(binding -> (Runnable) () -> ensure(binding)).toList());
  }

  private void all(List<Runnable> tasks) {
    var running = tasks.stream().map(task -> CompletableFuture.runAsync(task, executor));
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
  }

  private void ensure(RoleTable.Role role) {
    objects.ensure(
        place(role.namespace(), role.name(), "roles"),
        root -> {
          var labels = mark(root);
          role.labels().forEach(labels::put);
          if (!role.aggregated().isEmpty()) {
            var selectors = root.putObject("aggregationRule").putArray("clusterRoleSelectors");
            role.aggregated().forEach(selectors.addObject().putObject("matchLabels")::put);
          }
          role.rules().forEach(Trees.children(root, "rules")::add);
        });
  }

  private void ensure(RoleTable.Binding binding) {
    objects.ensure(
        place(binding.namespace(), binding.name(), "rolebindings"),
        root -> {
          mark(root);
          binding.subjects().forEach(Trees.children(root, "subjects")::add);
          root.putObject("roleRef")
              .put("apiGroup", GROUP)
              .put("kind", binding.roleKind())
              .put("name", binding.role());
        });
  }

  /// What is in no namespace is of the kinds that begin with `cluster`.
  private static SystemObjects.Place place(String namespace, String name, String plural) {
    var kind = namespace.isEmpty() ? "cluster" + plural : plural;
    return new SystemObjects.Place(GROUP, "v1", kind, namespace, name);
  }

  private static ObjectNode mark(ObjectNode root) {
    var metadata = Trees.child(root, "metadata");
    Trees.child(metadata, "annotations").put("rbac.authorization.kubernetes.io/autoupdate", "true");
    return Trees.child(metadata, "labels").put("kubernetes.io/bootstrapping", "rbac-defaults");
  }
}
