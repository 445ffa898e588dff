package dev.timonier.server.apply;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.apply.fieldset.FieldSet;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusCauseBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/// The fields that an application wants otherwise than their managers.
final class Conflicts {
  private static final Comparator<Manager> ORDER =
      Comparator.comparing(Manager::name)
          .thenComparing(manager -> manager.operation().word())
          .thenComparing(Manager::version)
          .thenComparing(Manager::subresource);

  private final Map<Manager, FieldSet> fields = new TreeMap<>(ORDER);

  void add(Manager manager, FieldSet conflicting) {
    if (!conflicting.isEmpty()) {
      fields.put(manager, conflicting);
    }
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  /// The conflicts about other fields than these.
  Conflicts without(FieldSet allowed) {
    var others = new Conflicts();
    fields.forEach((manager, set) -> others.add(manager, set.difference(allowed)));
    return others;
  }

  ApiException error() {
    var causes = new ArrayList<StatusCause>();
    var lines = new ArrayList<String>();
    fields.forEach(
        (manager, set) -> {
          lines.add("conflicts with " + shown(manager) + ":");
          set.forEachPath(
              path -> {
                lines.add("- " + path);
                causes.add(cause(manager, path));
              });
        });
    return ApiErrors.applyConflict(
        causes.size() == 1
            ? "Apply failed with 1 conflict: "
                + causes.getFirst().getMessage()
                + ": "
                + causes.getFirst().getField()
            : "Apply failed with " + causes.size() + " conflicts: " + String.join("\n", lines),
        causes);
  }

  private static StatusCause cause(Manager manager, String path) {
    return new StatusCauseBuilder()
        .withReason("FieldManagerConflict")
        .withMessage("conflict with " + shown(manager))
        .withField(path)
        .build();
  }

  private static String shown(Manager manager) {
    var name = '"' + manager.name() + '"';
    var place =
        manager.subresource().isEmpty()
            ? name
            : name + " with subresource \"" + manager.subresource() + '"';
    return manager.operation() == Manager.Operation.UPDATE
        ? place + " using " + manager.version()
        : place;
  }
}
