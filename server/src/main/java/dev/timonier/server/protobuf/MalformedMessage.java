package dev.timonier.server.protobuf;

import static java.util.Objects.requireNonNull;

/// Bytes that are no message; the words are those of Kubernetes.
public sealed class MalformedMessage extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedMessage(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }

  /// The key of a field that cannot be one. Who knows what is read names it.
  static final class WrongTag extends MalformedMessage {
    private static final long serialVersionUID = 1;

    private final String fault;

    WrongTag(String fault) {
      super("proto: " + fault);
      this.fault = fault;
    }

    MalformedMessage of(String message) {
      return new MalformedMessage("proto: " + message + ": " + fault);
    }
  }

  /// A field that came in another form than that of its type. Who knows the field names it.
  static final class WrongWireType extends MalformedMessage {
    private static final long serialVersionUID = 1;

    WrongWireType(int wireType) {
      super("proto: wrong wireType = " + wireType);
    }

    MalformedMessage of(String field) {
      return new MalformedMessage(getMessage() + " for field " + field);
    }
  }
}
