package dev.timonier.server.apply.fieldset;

/// A field of an object, or an entry of a map.
public final class FieldName extends PathElement {
  private static final int RECENT = 4096;

  /// Names that were used lately. Racy on purpose: a name is immutable, and one that is lost is
  /// made again.
  private static final FieldName[] CACHE = new FieldName[RECENT];

  private final String name;

  private FieldName(String name) {
    this.name = name;
  }

  public static FieldName of(String name) {
    var hash = name.hashCode();
    var slot = (hash ^ hash >>> 16) & RECENT - 1;
    var recent = CACHE[slot];
    if (recent != null && recent.name.equals(name)) {
      return recent;
    }
    var made = new FieldName(name);
    CACHE[slot] = made;
    return made;
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
