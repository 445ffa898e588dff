package dev.timonier.server.bootstrap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fairness.DanglingCondition;
import dev.timonier.server.fairness.DanglingSchemas;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// The priority levels and flow schemas that every cluster has. They are written side by side, so
/// that one sync of the store does for many.
public final class SystemFlowControl implements Bootstrap.Step {
  private static final String GROUP = "flowcontrol.apiserver.k8s.io";

  private final SystemObjects objects;
  private final Executor executor;
  private final InstantSource clock;

  public SystemFlowControl(SystemObjects objects, Executor executor, InstantSource clock) {
    this.objects = objects;
    this.executor = executor;
    this.clock = clock;
  }

  @Override
  public void run() {
    all(PriorityLevels.all().stream().map(level -> (Runnable) () -> ensure(level)).toList());
    all(FlowSchemas.all().stream().map(schema -> (Runnable) () -> ensure(schema)).toList());
  }

  private void all(List<Runnable> tasks) {
    var running = tasks.stream().map(task -> CompletableFuture.runAsync(task, executor));
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
  }

  private void ensure(PriorityLevels.Level level) {
    var place = place("prioritylevelconfigurations", level.name());
    objects.ensure(
        place,
        root -> {
          mark(root);
          level.spec().accept(Trees.child(root, "spec"));
        });
  }

  private void ensure(FlowSchemas.Schema schema) {
    var place = place("flowschemas", schema.name());
    if (objects.find(place).isEmpty()) {
      objects.ensure(place, root -> fill(root, schema));
      objects.change(place, Part.STATUS, root -> notDangling(root, schema.level()));
    }
  }

  private static SystemObjects.Place place(String plural, String name) {
    return new SystemObjects.Place(GROUP, "v1", plural, "", name);
  }

  private static void mark(ObjectNode root) {
    Trees.child(Trees.child(root, "metadata"), "annotations")
        .put("apf.kubernetes.io/autoupdate-spec", "true");
  }

  private static void fill(ObjectNode root, FlowSchemas.Schema schema) {
    mark(root);
    var spec = Trees.child(root, "spec");
    spec.putObject("priorityLevelConfiguration").put("name", schema.level());
    spec.put("matchingPrecedence", schema.precedence());
    if (!schema.distinguisher().isEmpty()) {
      spec.putObject("distinguisherMethod").put("type", schema.distinguisher());
    }
    schema.rules().forEach(spec.putArray("rules")::add);
  }

  /// What [DanglingSchemas] would find out in a moment.
  private void notDangling(ObjectNode root, String level) {
    var conditions = Trees.children(Trees.child(root, "status"), "conditions");
    if (conditions.isEmpty()) {
      conditions.add(DanglingCondition.found(level, clock.instant()));
    }
  }
}
