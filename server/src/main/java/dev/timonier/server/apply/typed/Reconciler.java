package dev.timonier.server.apply.typed;

import dev.timonier.server.apply.fieldset.FieldName;
import dev.timonier.server.apply.fieldset.FieldSet;
import dev.timonier.server.apply.fieldset.FieldSetBuilder;
import dev.timonier.server.apply.fieldset.ItemKey;
import dev.timonier.server.apply.fieldset.PathElement;
import java.util.Optional;

/// Fits sets to types: sets that were made for an older type, or that lack what the newer one
/// demands.
public final class Reconciler {
  private Reconciler() {}

  /// Makes one field of what has become atomic.
  public static FieldSet reconcile(FieldSet fields, MergeType type) {
    if (fits(fields, type)) {
      return fields;
    }
    if (isAtomic(type)) {
      return FieldSet.LEAF;
    }
    var builder = new FieldSetBuilder();
    for (var element : fields.elements()) {
      var part = fields.at(element);
      var below = typeAt(type, element);
      builder.add(element, below.isPresent() ? reconcile(part, below.get()) : part);
    }
    return fields.isMember() ? builder.buildMember() : builder.build();
  }

  private static boolean fits(FieldSet fields, MergeType type) {
    return fields.isLeaf()
        || (!isAtomic(type)
            && fields.allParts(
                (element, part) -> {
                  var below = typeAt(type, element);
                  return below.isEmpty() || fits(part, below.get());
                }));
  }

  private static boolean isAtomic(MergeType type) {
    return type.isMap() ? type.map().isAtomic() : type.isList() && type.list().isAtomic();
  }

  private static Optional<MergeType> typeAt(MergeType type, PathElement element) {
    if (type.isMap()) {
      return element instanceof FieldName field
          ? type.map().typeOf(field.name())
          : type.map().others().map(others -> others.get());
    }
    return type.isList() ? Optional.of(type.list().element()) : Optional.empty();
  }

  /// Makes members of the declared fields that have members below them.
  public static FieldSet withNamedFields(FieldSet fields, MergeType type) {
    var builder = new FieldSetBuilder();
    for (var element : fields.elements()) {
      var part = fields.at(element);
      var below = namedTypeAt(type, element);
      var named = below.isPresent() ? withNamedFields(part, below.get()) : part;
      builder.add(element, isDeclared(type, element) ? named.union(FieldSet.LEAF) : named);
    }
    return fields.isMember() ? builder.buildMember() : builder.build();
  }

  private static boolean isDeclared(MergeType type, PathElement element) {
    return type.isMap()
        && element instanceof FieldName field
        && type.map().declared(field.name()) != null;
  }

  private static Optional<MergeType> namedTypeAt(MergeType type, PathElement element) {
    return switch (element) {
      case FieldName field when type.isMap() -> type.map().typeOf(field.name());
      case ItemKey _ when type.isList() -> Optional.of(type.list().element());
      default -> Optional.empty();
    };
  }
}
