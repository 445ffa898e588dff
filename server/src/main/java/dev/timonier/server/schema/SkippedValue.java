package dev.timonier.server.schema;

/// A value of a wrong type that Go's decoder steps over: it reads the document to its end, and then
/// refuses it for the first such value, unless another fault ends it before.
final class SkippedValue extends ConformException {
  private static final long serialVersionUID = 1;

  SkippedValue(String message) {
    super(message);
  }
}
