package dev.timonier.machinery.catalog;

import java.util.Locale;

/// What can be asked of a resource, as discovery and authorization name it.
public enum Verb {
  CREATE,
  DELETE,
  DELETECOLLECTION,
  GET,
  LIST,
  PATCH,
  UPDATE,
  WATCH,
  CONNECT;

  public static Verb parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /// The name in lower case.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
