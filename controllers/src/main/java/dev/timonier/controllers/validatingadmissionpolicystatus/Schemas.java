package dev.timonier.controllers.validatingadmissionpolicystatus;

import dev.timonier.machinery.catalog.GroupVersionKind;
import java.util.Optional;

/// Knows the types of kinds.
interface Schemas {
  /// Empty where the kind has no type, so that nothing can be said of it.
  Optional<SchemaType> type(GroupVersionKind kind);
}
