package dev.timonier.server.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupKind;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.schema.SemanticEquality;
import dev.timonier.server.validation.ObjectMetaRules.NameRule;
import dev.timonier.server.validation.Subject;
import dev.timonier.storage.Durability;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What is special about a kind: pure functions of the new and the old object. The engine owns
/// order, retries and conflicts. Everything has the default of a plain kind: a specification, and a
/// status where the resource has that subresource.
public interface Strategy {
  /// The strategy of kinds that have nothing special.
  Strategy PLAIN = new Strategy() {};

  /// What sets the kind apart from a plain one.
  default Set<Trait> traits() {
    return Set.of();
  }

  default boolean has(Trait trait) {
    return traits().contains(trait);
  }

  /// Annotations that stand for what the kind once had as fields: they are no metadata, and views
  /// of the metadata alone do not show them.
  default Set<String> derivedAnnotations() {
    return Set.of();
  }

  /// What the names of objects may be.
  default NameRule names() {
    return NameRule.SUBDOMAIN;
  }

  /// Fills in what the client left out. Idempotent.
  default void setDefaults(ObjectNode object) {}

  /// Fills in what even those objects show that have nothing, as those of bookmarks: what
  /// Kubernetes keeps as numbers that are never absent.
  default void showZeros(ObjectNode object) {}

  /// Sets and clears what the server owns, before an object is created.
  default void prepareCreate(ApiObject object, WriteRequest request) {}

  /// Sets, keeps and clears what the server owns, before an object is replaced. Called after the
  /// engine has kept what the written part may not change.
  default void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {}

  /// Sets the times that the server tells, before an object is created.
  default void stamp(ApiObject object, Instant now) {}

  /// Sets the times that the server tells, before an object is replaced.
  default void stamp(ApiObject next, ApiObject old, Instant now) {}

  /// Finds what is wrong with a new object, beyond its metadata.
  default void validateCreate(Subject object) {}

  /// Finds what is wrong with an object that replaces another, beyond its metadata: what would be
  /// wrong with a new one, unless the kind says otherwise.
  default void validateUpdate(Subject next, ApiObject old, Part part) {
    if (part == Part.MAIN) {
      validateCreate(next);
    }
  }

  /// What an update's metadata are held against, besides what holds for all kinds. The rules
  /// overlap, and a fault is told as often as it is found.
  default UpdatedMetadata updatedMetadata(Part part) {
    return UpdatedMetadata.CHANGES;
  }

  /// Gives an object that has passed all rules its final form.
  default void canonicalize(ApiObject object) {}

  /// The kind of which faults are told.
  default GroupKind faultyKind(GroupKind kind) {
    return kind;
  }

  /// What to warn the client of.
  default List<String> warnings(ApiObject object) {
    return List.of();
  }

  /// What to warn the client of who changes an object: nothing of its status.
  default List<String> warnings(ApiObject next, ApiObject old, Part part) {
    return part == Part.STATUS ? List.of() : warnings(next);
  }

  /// Whether something of the object itself, such as a namespace's `spec.finalizers`, keeps it when
  /// it is deleted.
  default boolean isHeld(ApiObject object) {
    return false;
  }

  /// Refuses a deletion that does not mean this object, where a kind has words of its own for that.
  default void checkDeletion(ApiObject object, DeleteOptions options) {}

  /// Changes an object that is held and whose deletion begins.
  default void prepareDelete(ApiObject object) {}

  /// Fields that selectors may name besides name and namespace, with their texts.
  default Map<String, String> selectableFields(JsonNode object) {
    return Map.of();
  }

  /// The labels of those fields.
  default List<String> selectableFieldNames() {
    return List.of();
  }

  /// What to say of a field that selectors name and may not.
  default String unknownField(String field) {
    return selectableFieldNames().isEmpty()
        ? FieldError.quote(field)
            + " is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
        : "field label not supported: " + field;
  }

  /// Whether an update changes what [Trait#COUNTS_CHANGES] counts.
  default boolean raisesGeneration(ApiObject next, ApiObject old) {
    return !SemanticEquality.ofField("spec", next, old);
  }

  /// How long an object that is deleted may take, for kinds with graceful deletion.
  ///
  /// @param requested what the client asks for
  default OptionalLong gracePeriodSeconds(ApiObject object, OptionalLong requested) {
    return OptionalLong.empty();
  }

  /// What becomes of dependents when the client does not say.
  default Propagation defaultPropagation() {
    return Propagation.BACKGROUND;
  }

  /// What to warn a client of that deletes an object and does not say what becomes of dependents.
  default List<String> deletionWarnings() {
    return List.of();
  }

  default Durability durability() {
    return Durability.FULL;
  }

  /// How long objects live, for kinds whose objects expire.
  default Optional<Duration> timeToLive() {
    return Optional.empty();
  }

  enum UpdatedMetadata {
    /// Only what holds for all kinds.
    OF_ANY_KIND(false, 0),
    /// What an update may not change.
    CHANGES(true, 0),
    /// That, and what holds for new objects.
    CHANGES_AND_WHOLE(true, 1),
    /// What holds for new objects alone.
    WHOLE(false, 1),
    /// The same, told twice.
    WHOLE_TWICE(false, 2);

    private final boolean changes;
    private final int whole;

    UpdatedMetadata(boolean changes, int whole) {
      this.changes = changes;
      this.whole = whole;
    }

    /// Whether metadata are held against the old ones.
    boolean changes() {
      return changes;
    }

    /// How often they are examined as those of a new object.
    int whole() {
      return whole;
    }
  }

  /// The policies of <https://kubernetes.io/docs/concepts/architecture/garbage-collection/>.
  enum Propagation {
    BACKGROUND,
    FOREGROUND,
    ORPHAN,
    /// The kind has no dependents.
    UNSUPPORTED
  }
}
