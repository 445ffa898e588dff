package dev.timonier.server.apply.fieldset;

import dev.timonier.machinery.recent.Recent;

/// A field of an object, or an entry of a map.
public final class FieldName extends PathElement {
  private static final Recent<String, FieldName> RECENT = new Recent<>(4096, FieldName::new);

  private final String name;

  private FieldName(String name) {
    this.name = name;
  }

  public static FieldName of(String name) {
    return RECENT.of(name);
  }

  public String name() {
    return name;
  }

  @Override
  public String text() {
    return "f:" + name;
  }

  @Override
  public String toString() {
    return "." + name;
  }

  @Override
  int rank() {
    return 0;
  }

  @Override
  int compareRanked(PathElement other) {
    return Utf8Order.compare(name, ((FieldName) other).name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
