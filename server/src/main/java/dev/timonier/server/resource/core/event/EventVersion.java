package dev.timonier.server.resource.core.event;

/// What the two versions of Events call their fields.
enum EventVersion {
  CORE("involvedObject", "reportingComponent", "source", "message", ""),
  NEW("regarding", "reportingController", "deprecatedSource", "note", "deprecated");

  private final String object;
  private final String reporter;
  private final String source;
  private final String message;
  private final String prefix;

  EventVersion(String object, String reporter, String source, String message, String prefix) {
    this.object = object;
    this.reporter = reporter;
    this.source = source;
    this.message = message;
    this.prefix = prefix;
  }

  /// What the event is about.
  String object() {
    return object;
  }

  /// Who tells of it.
  String reporter() {
    return reporter;
  }

  String source() {
    return source;
  }

  String message() {
    return message;
  }

  /// A field of the old version: `count`, `firstTimestamp` or `lastTimestamp`.
  String old(String field) {
    return prefix.isEmpty()
        ? field
        : prefix + Character.toUpperCase(field.charAt(0)) + field.substring(1);
  }
}
