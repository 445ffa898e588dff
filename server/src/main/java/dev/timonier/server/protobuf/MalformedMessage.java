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
