package dev.timonier.server.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.scheduling.SystemPriorityClass;
import java.util.Set;

/// Gives pods the priority of their class, and sees to it that there is one default class
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#priority>).
public final class PriorityPlugin implements AdmissionPlugin {
  private static final String GROUP = "scheduling.k8s.io";
  private static final String PLURAL = "priorityclasses";
  private static final GroupResource CLASSES = new GroupResource(GROUP, PLURAL);

  private final CachedObjects objects;
  private final DefaultPriority defaultClass;

  public PriorityPlugin(CachedObjects objects) {
    this.objects = objects;
    this.defaultClass = new DefaultPriority(objects, CLASSES);
  }

  @Override
  public String name() {
    return "Priority";
  }

  @Override
  public Set<Step> steps() {
    return Set.of(Step.ADMIT, Step.VALIDATE);
  }

  @Override
  public Set<Operation> operations() {
    return Set.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE);
  }

  @Override
  public void mutate(AdmissionRequest request) {
    if (!request.isFor("", "pods")) {
      return;
    }
    switch (request.operation()) {
      case CREATE -> prioritize(request);
      case UPDATE -> keep(request);
      default -> {}
    }
  }

  /// A client that does not know of priorities leaves them out.
  private static void keep(AdmissionRequest request) {
    var next = Trees.child(request.object().orElseThrow().root(), "spec");
    var old = request.old().orElseThrow().spec();
    for (var field : new String[] {"priority", "preemptionPolicy"}) {
      if (!next.has(field) && old.has(field)) {
        next.set(field, old.get(field));
      }
    }
  }

  private record Priority(String name, int value, String policy) {
    static final Priority NONE = new Priority("", 0, "PreemptLowerPriority");

    static Priority of(ApiObject object) {
      var root = object.root();
      return new Priority(
          object.name(),
          root.path("value").asInt(),
          root.path("preemptionPolicy").asText("PreemptLowerPriority"));
    }
  }

  private void prioritize(AdmissionRequest request) {
    var spec = Trees.child(request.object().orElseThrow().root(), "spec");
    var priority = priority(request, Trees.text(spec, "priorityClassName"));
    checkValue(request, spec, priority);
    checkPolicy(request, spec, priority);
    if (!priority.name().isEmpty()) {
      spec.put("priorityClassName", priority.name());
    }
    spec.put("priority", priority.value()).put("preemptionPolicy", priority.policy());
  }

  private Priority priority(AdmissionRequest request, String name) {
    if (name.isEmpty()) {
      return defaultClass.find().map(Priority::of).orElse(Priority.NONE);
    }
    return objects
        .find(CLASSES, "", name)
        .map(Priority::of)
        .orElseThrow(() -> request.forbidden("no PriorityClass with name " + name + " was found"));
  }

  private static void checkValue(AdmissionRequest request, ObjectNode spec, Priority priority) {
    if (spec.has("priority") && spec.path("priority").asInt() != priority.value()) {
      throw request.forbidden(
          "the integer value of priority (%d) must not be provided in pod spec; priority admission controller computed %d from the given PriorityClass name"
              .formatted(spec.path("priority").asInt(), priority.value()));
    }
  }

  private static void checkPolicy(AdmissionRequest request, ObjectNode spec, Priority priority) {
    var given = Trees.text(spec, "preemptionPolicy");
    if (spec.hasNonNull("preemptionPolicy") && !given.equals(priority.policy())) {
      throw request.forbidden(
          "the string value of PreemptionPolicy (%s) must not be provided in pod spec; priority admission controller computed %s from the given PriorityClass name"
              .formatted(given, priority.policy()));
    }
  }

  @Override
  public void validate(AdmissionRequest request) {
    if (!request.isFor(GROUP, PLURAL)) {
      return;
    }
    switch (request.operation()) {
      case CREATE, UPDATE -> checkOnlyDefault(request);
      case DELETE -> {
        if (SystemPriorityClass.find(request.name()).isPresent()) {
          throw request.forbidden("this is a system priority class and cannot be deleted");
        }
      }
      default -> {}
    }
  }

  private void checkOnlyDefault(AdmissionRequest request) {
    var next = request.object().orElseThrow();
    if (!DefaultPriority.is(next)) {
      return;
    }
    defaultClass
        .find()
        .filter(other -> !other.name().equals(next.name()))
        .ifPresent(
            other -> {
              throw request.forbidden(
                  "PriorityClass "
                      + other.name()
                      + " is already marked as default. Only one default can exist");
            });
  }
}
