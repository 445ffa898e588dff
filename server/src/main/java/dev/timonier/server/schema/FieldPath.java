package dev.timonier.server.schema;

import org.jspecify.annotations.Nullable;

/// Where a value stands in a tree. Cheap to make; the texts are made when they are asked for.
final class FieldPath {
  static final FieldPath ROOT = new FieldPath(null, "", "", -1, Step.FIELD);

  private enum Step {
    FIELD,
    KEY,
    INDEX
  }

  private final @Nullable FieldPath parent;
  private final String name;
  private final String goPath;
  private final int index;
  private final Step step;

  private FieldPath(@Nullable FieldPath parent, String name, String goPath, int index, Step step) {
    this.parent = parent;
    this.name = name;
    this.goPath = goPath;
    this.index = index;
    this.step = step;
  }

  FieldPath at(Field field) {
    return new FieldPath(this, field.name(), field.go().path(), -1, Step.FIELD);
  }

  /// @param field its name, which the type may not have
  FieldPath at(String field) {
    return new FieldPath(this, field, field, -1, Step.FIELD);
  }

  FieldPath atKey(String key) {
    return new FieldPath(this, key, key, -1, Step.KEY);
  }

  FieldPath at(int element) {
    return new FieldPath(this, "", "", element, Step.INDEX);
  }

  /// The names of fields and embedded structs alone, as Go's decoder tells them:
  /// `spec.volumes.VolumeSource.hostPath`.
  String fields() {
    if (parent == null) {
      return "";
    }
    var before = parent.fields();
    return step == Step.FIELD ? (before.isEmpty() ? goPath : before + "." + goPath) : before;
  }

  /// With indexes and keys: `spec.containers[0].name`.
  @Override
  public String toString() {
    if (parent == null) {
      return "";
    }
    var before = parent.toString();
    return step == Step.INDEX
        ? before + "[" + index + "]"
        : before.isEmpty() ? name : before + "." + name;
  }
}
