package dev.timonier.server.apply;

import dev.timonier.server.apply.fieldset.FieldSet;
import dev.timonier.server.apply.typed.Delta;
import dev.timonier.server.apply.typed.MergeType;
import dev.timonier.server.apply.typed.Reconciler;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Gives the fields that a write changed to who wrote, and takes them from all others.
final class Ownership {
  private static final FieldSet NOBODYS =
      FieldSet.of("apiVersion")
          .union(FieldSet.of("kind"))
          .union(FieldSet.of("metadata"))
          .union(metadata("name"))
          .union(metadata("namespace"))
          .union(metadata("creationTimestamp"))
          .union(metadata("selfLink"))
          .union(metadata("uid"))
          .union(metadata("clusterName"))
          .union(metadata("generation"))
          .union(metadata("managedFields"))
          .union(metadata("resourceVersion"));

  /// Who writes takes the fields even from earlier writes of the same manager.
  private static final Manager CURRENT = Manager.updating("current-operation", "", "");

  private final Map<Manager, Managed> managers;

  Ownership(Map<Manager, Managed> managers) {
    this.managers = managers;
  }

  private static FieldSet metadata(String field) {
    return FieldSet.of("metadata", field);
  }

  /// Fits all sets to the present types.
  ///
  /// @param types by API version; sets of versions without one are left alone
  void reconcile(Function<String, Optional<MergeType>> types) {
    managers.replaceAll(
        (_, managed) ->
            types
                .apply(managed.apiVersion())
                .map(type -> reconciled(managed, type))
                .orElse(managed));
  }

  private static Managed reconciled(Managed managed, MergeType type) {
    var fields = Reconciler.reconcile(managed.fields(), type);
    return fields.equals(managed.fields()) ? managed : managed.with(fields);
  }

  /// Attributes what an update changed.
  ///
  /// @param delta without the fields that the update cannot change
  void update(Manager writer, VersionedDelta delta, String time) {
    takeFromOthers(CURRENT, delta);
    add(writer, delta.written(), time);
  }

  /// Gives the fields that were changed to a manager.
  void add(Manager writer, Delta delta, String time) {
    var changed = delta.changed().difference(NOBODYS);
    if (!changed.isEmpty()) {
      var former = managers.get(writer);
      var fields = former == null ? changed : changed.union(former.fields());
      managers.put(writer, new Managed(fields, writer.version(), time));
    }
  }

  /// What all managers manage.
  FieldSet all() {
    return managers.values().stream().map(Managed::fields).reduce(FieldSet.EMPTY, FieldSet::union);
  }

  /// The fields of others that a write changed.
  Conflicts conflicts(Manager writer, VersionedDelta delta) {
    var conflicts = new Conflicts();
    managers.forEach(
        (manager, managed) -> {
          if (!manager.equals(writer)) {
            var changed = delta.in(managed.apiVersion()).map(Delta::changed);
            conflicts.add(manager, managed.fields().intersection(changed.orElse(FieldSet.EMPTY)));
          }
        });
    return conflicts;
  }

  /// Takes away the fields that a write changed or removed. Fields of versions that are not served
  /// are forgotten.
  void takeFromOthers(Manager writer, VersionedDelta delta) {
    for (var entries = managers.entrySet().iterator(); entries.hasNext(); ) {
      var entry = entries.next();
      if (!entry.getKey().equals(writer)) {
        var left = left(entry.getValue(), delta);
        if (left.isEmpty()) {
          entries.remove();
        } else {
          entry.setValue(entry.getValue().with(left));
        }
      }
    }
  }

  private static FieldSet left(Managed managed, VersionedDelta delta) {
    return delta
        .in(managed.apiVersion())
        .map(d -> managed.fields().difference(d.changed().union(d.removed())))
        .orElse(FieldSet.EMPTY);
  }

  /// Takes from a manager what nobody can manage.
  void strip(Manager manager, String time) {
    managers.computeIfPresent(manager, (_, managed) -> stripped(managed, time));
  }

  private static @Nullable Managed stripped(Managed managed, String time) {
    var fields = managed.fields().difference(NOBODYS);
    return fields.isEmpty() ? null : new Managed(fields, managed.apiVersion(), time);
  }
}
