package dev.timonier.server.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The metadata of an object; changes go to its tree.
public final class Metadata {
  private final ObjectNode tree;

  Metadata(ObjectNode tree) {
    this.tree = tree;
  }

  public ObjectNode tree() {
    return tree;
  }

  public String name() {
    return text("name");
  }

  public void setName(String name) {
    setText("name", name);
  }

  public String generateName() {
    return text("generateName");
  }

  /// Empty for cluster-scoped objects.
  public String namespace() {
    return text("namespace");
  }

  public void setNamespace(String namespace) {
    setText("namespace", namespace);
  }

  public String uid() {
    return text("uid");
  }

  public void setUid(String uid) {
    setText("uid", uid);
  }

  /// Empty when the object gives none.
  public String resourceVersion() {
    return text("resourceVersion");
  }

  public void setResourceVersion(String version) {
    setText("resourceVersion", version);
  }

  /// 0 for kinds without generations.
  public long generation() {
    return tree.path("generation").asLong();
  }

  public void setGeneration(long generation) {
    if (generation == 0) {
      tree.remove("generation");
    } else {
      tree.put("generation", generation);
    }
  }

  public Optional<Instant> creationTimestamp() {
    return time("creationTimestamp");
  }

  public void setCreationTimestamp(String time) {
    setText("creationTimestamp", time);
  }

  /// When the object is to be gone at the latest; empty unless it is being deleted.
  public Optional<Instant> deletionTimestamp() {
    return time("deletionTimestamp");
  }

  public boolean isBeingDeleted() {
    return tree.hasNonNull("deletionTimestamp");
  }

  /// How long the object has between the request and its deletion.
  public OptionalLong deletionGracePeriodSeconds() {
    var seconds = tree.path("deletionGracePeriodSeconds");
    return seconds.isNumber() ? OptionalLong.of(seconds.asLong()) : OptionalLong.empty();
  }

  public void setDeletionTimestamp(String time) {
    setText("deletionTimestamp", time);
  }

  public void setDeletion(String timestamp, long gracePeriodSeconds) {
    tree.put("deletionTimestamp", timestamp);
    tree.put("deletionGracePeriodSeconds", gracePeriodSeconds);
  }

  public Map<String, String> labels() {
    return ApiObject.texts(tree.path("labels"));
  }

  public Map<String, String> annotations() {
    return ApiObject.texts(tree.path("annotations"));
  }

  public List<String> finalizers() {
    return ApiObject.list(tree.path("finalizers"));
  }

  public void setFinalizers(List<String> finalizers) {
    if (finalizers.isEmpty()) {
      tree.remove("finalizers");
      return;
    }
    var array = tree.putArray("finalizers");
    finalizers.forEach(array::add);
  }

  public List<ObjectNode> ownerReferences() {
    return Trees.objects(tree.path("ownerReferences"));
  }

  public JsonNode managedFields() {
    return tree.path("managedFields");
  }

  public void setManagedFields(ArrayNode entries) {
    if (entries.isEmpty()) {
      tree.remove("managedFields");
    } else {
      tree.set("managedFields", entries);
    }
  }

  /// Takes a field's value over from other metadata, also its absence.
  public void copy(String field, Metadata from) {
    var value = from.tree.get(field);
    if (value == null) {
      tree.remove(field);
    } else {
      tree.set(field, value);
    }
  }

  private String text(String field) {
    return tree.path(field).asText("");
  }

  private void setText(String field, String value) {
    if (value.isEmpty()) {
      tree.remove(field);
    } else {
      tree.put(field, value);
    }
  }

  private Optional<Instant> time(String field) {
    var value = tree.path(field);
    return value.isTextual() ? Optional.of(Instant.parse(value.textValue())) : Optional.empty();
  }

  /// Takes over what a write of the status does not change.
  public void keepForStatus(Metadata old) {
    var kept =
        List.of(
            "selfLink",
            "deletionTimestamp",
            "labels",
            "annotations",
            "finalizers",
            "ownerReferences");
    kept.forEach(field -> copy(field, old));
  }

  /// Takes over all but who manages what, which the write has just changed.
  public void keepAllForStatus(Metadata old) {
    tree.retain("managedFields");
    old.tree
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!field.equals("managedFields")) {
                copy(field, old);
              }
            });
  }
}
