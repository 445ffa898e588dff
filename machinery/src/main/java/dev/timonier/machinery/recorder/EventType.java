package dev.timonier.machinery.recorder;

/// The two types of events, spelled as in `type`.
public enum EventType {
  Normal,
  Warning
}
