package dev.timonier.server.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.apply.fieldset.FieldSet;
import dev.timonier.server.apply.typed.Extractor;
import dev.timonier.server.apply.typed.MergeType;
import dev.timonier.server.apply.typed.Reconciler;
import dev.timonier.server.apply.typed.Remover;

/// Takes out what a manager applied before, applies no longer, and nobody else manages.
final class Pruner {
  private final MergeType type;

  Pruner(MergeType type) {
    this.type = type;
  }

  /// @param last what the manager applied before
  /// @param owned what all managers manage now
  JsonNode prune(JsonNode merged, FieldSet last, FieldSet owned) {
    if (last.isEmpty()) {
      return merged;
    }
    var lastFields = named(last);
    var all = fields(merged);
    var bare = Remover.remove(merged, lastFields, type);
    var unowned = all.difference(fields(bare).union(named(owned)));
    if (unowned.isEmpty()) {
      return merged;
    }
    var pruned = Remover.remove(merged, unowned, type);
    var dangling = all.difference(fields(pruned)).intersection(lastFields);
    return Remover.remove(merged, dangling, type);
  }

  private FieldSet fields(JsonNode value) {
    return named(Extractor.fields(value, type));
  }

  private FieldSet named(FieldSet fields) {
    return Reconciler.withNamedFields(fields, type);
  }
}
