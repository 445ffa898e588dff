package dev.timonier.server.admission;

/// A walk through the plugins.
public enum Step {
  /// In which they change the object, or refuse it.
  ADMIT,
  /// In which they look at what has become of it, and refuse it or not.
  VALIDATE
}
