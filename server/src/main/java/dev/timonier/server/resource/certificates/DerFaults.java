package dev.timonier.server.resource.certificates;

import java.util.Optional;

/// What is wrong with a message in the distinguished encoding of ASN.1 (ITU-T X.690), as far as its
/// outermost element tells, in the words of Kubernetes.
final class DerFaults {
  private static final int SEQUENCE = 0x30;
  private static final int LONG_FORM = 0x80;
  private static final int LARGEST = 1 << 23;

  private final byte[] message;
  private int offset;

  private DerFaults(byte[] message) {
    this.message = message;
  }

  /// Empty when the message is one sequence that has something in it.
  static Optional<String> of(byte[] message) {
    try {
      new DerFaults(message).check();
      return Optional.empty();
    } catch (Fault fault) {
      return Optional.of("asn1: " + fault.getMessage());
    }
  }

  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1;

    Fault(String message) {
      super(message);
    }
  }

  private void check() throws Fault {
    if (message.length == 0) {
      throw new Fault("syntax error: sequence truncated");
    }
    var tag = next();
    var length = length();
    if (tag != SEQUENCE) {
      throw new Fault("structure error: tags don't match");
    }
    if (length > message.length - offset) {
      throw new Fault("syntax error: data truncated");
    }
    if (length < message.length - offset) {
      throw new Fault("syntax error: trailing data");
    }
    if (length == 0) {
      throw new Fault("syntax error: sequence truncated");
    }
  }

  private int next() throws Fault {
    if (offset == message.length) {
      throw new Fault("syntax error: truncated tag or length");
    }
    return message[offset++] & 0xff;
  }

  private int length() throws Fault {
    var first = next();
    if (first < LONG_FORM) {
      return first;
    }
    if (first == LONG_FORM) {
      throw new Fault("syntax error: indefinite length found (not DER)");
    }
    var length = 0;
    for (var rest = first - LONG_FORM; rest > 0; rest--) {
      var digit = next();
      if (length >= LARGEST) {
        throw new Fault("structure error: length too large");
      }
      length = length << 8 | digit;
      if (length == 0) {
        throw new Fault("structure error: superfluous leading zeros in length");
      }
    }
    if (length < LONG_FORM) {
      throw new Fault("structure error: non-minimal length");
    }
    return length;
  }
}
