package dev.timonier.server.bootstrap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fairness.DanglingCondition;
import dev.timonier.server.fairness.DanglingSchemas;
import dev.timonier.server.object.Trees;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// The priority levels and flow schemas that every cluster has. They are written side by side, so
/// that one sync of the store does for many. What is missing is made again, what was changed is set
/// back, and what older servers made is removed, but for what the annotation
/// `apf.kubernetes.io/autoupdate-spec` leaves to administrators
/// (<https://kubernetes.io/docs/concepts/cluster-administration/flow-control/#maintenance-of-the-mandatory-and-suggested-configuration-objects>).
public final class SystemFlowControl implements Bootstrap.Step {
  private static final String GROUP = "flowcontrol.apiserver.k8s.io";
  private static final String LEVELS = "prioritylevelconfigurations";
  private static final String SCHEMAS = "flowschemas";
  private static final String UPDATES = "apf.kubernetes.io/autoupdate-spec";
  private static final String MANAGER = "api-priority-and-fairness-config-producer-v1";
  private static final String EXEMPT = "exempt";

  /// What no cluster can be without: it is set back in any case.
  private static final Set<String> MANDATORY = Set.of(EXEMPT, "catch-all");

  private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "True", "TRUE");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "False", "FALSE");

  private final SystemObjects objects;
  private final Executor executor;
  private final InstantSource clock;

  public SystemFlowControl(SystemObjects objects, Executor executor, InstantSource clock) {
    this.objects = objects.managedBy(MANAGER);
    this.executor = executor;
    this.clock = clock;
  }

  @Override
  public void run() {
    all(PriorityLevels.all().stream().map(level -> (Runnable) () -> ensure(level)).toList());
    all(FlowSchemas.all().stream().map(schema -> (Runnable) () -> ensure(schema)).toList());
    remove(SCHEMAS, FlowSchemas.all().stream().map(FlowSchemas.Schema::name).toList());
    remove(LEVELS, PriorityLevels.all().stream().map(PriorityLevels.Level::name).toList());
  }

  private void all(List<Runnable> tasks) {
    var running = tasks.stream().map(task -> CompletableFuture.runAsync(task, executor));
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
  }

  private void ensure(PriorityLevels.Level level) {
    objects.reconcile(
        place(LEVELS, level.name()),
        root -> {
          mark(root, true);
          level.spec().accept(Trees.child(root, "spec"));
        },
        root -> mend(root, spec -> setBack(spec, level)));
  }

  /// How much is lent of the level that is never limited, administrators may change.
  private static void setBack(ObjectNode spec, PriorityLevels.Level level) {
    var kept = spec.path(EXEMPT).deepCopy();
    spec.removeAll();
    level.spec().accept(spec);
    if (level.name().equals(EXEMPT) && kept.isObject()) {
      spec.set(EXEMPT, kept);
    }
  }

  private void ensure(FlowSchemas.Schema schema) {
    var place = place(SCHEMAS, schema.name());
    var isNew = objects.find(place).isEmpty();
    objects.reconcile(
        place,
        root -> {
          mark(root, true);
          fill(Trees.child(root, "spec"), schema);
        },
        root ->
            mend(
                root,
                spec -> {
                  spec.removeAll();
                  fill(spec, schema);
                }));
    if (isNew) {
      objects.applyStatus(
          place, DanglingCondition.MANAGER, status -> notDangling(status, schema.level()));
    }
  }

  private static void mend(ObjectNode root, Consumer<ObjectNode> setBack) {
    var updates = updates(root);
    if (updates) {
      setBack.accept(Trees.child(root, "spec"));
    }
    if (!(updates ? TRUE : FALSE).contains(annotation(root))) {
      mark(root, updates);
    }
  }

  /// Without the annotation, what nobody has changed is updated.
  private static boolean updates(ObjectNode root) {
    var metadata = root.path("metadata");
    return MANDATORY.contains(Trees.text(metadata, "name"))
        || TRUE.contains(annotation(root))
        || (!FALSE.contains(annotation(root)) && metadata.path("generation").asLong() == 1);
  }

  private static String annotation(ObjectNode root) {
    return Trees.text(root.path("metadata").path("annotations"), UPDATES);
  }

  private void remove(String plural, List<String> wanted) {
    for (var present : objects.list(GROUP, "v1", plural)) {
      var name = Trees.text(present.path("metadata"), "name");
      if (!wanted.contains(name) && TRUE.contains(annotation(present))) {
        objects.delete(place(plural, name));
      }
    }
  }

  private static SystemObjects.Place place(String plural, String name) {
    return new SystemObjects.Place(GROUP, "v1", plural, "", name);
  }

  private static void mark(ObjectNode root, boolean updates) {
    Trees.child(Trees.child(root, "metadata"), "annotations")
        .put(UPDATES, Boolean.toString(updates));
  }

  private static void fill(ObjectNode spec, FlowSchemas.Schema schema) {
    spec.putObject("priorityLevelConfiguration").put("name", schema.level());
    spec.put("matchingPrecedence", schema.precedence());
    if (!schema.distinguisher().isEmpty()) {
      spec.putObject("distinguisherMethod").put("type", schema.distinguisher());
    }
    schema.rules().forEach(rule -> spec.withArray("rules").add(rule.deepCopy()));
  }

  /// What [DanglingSchemas] would find out in a moment.
  private void notDangling(ObjectNode status, String level) {
    status.putArray("conditions").add(DanglingCondition.found(level, clock.instant()));
  }
}
