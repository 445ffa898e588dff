package dev.timonier.server.protobuf;

import java.util.Arrays;

/// What every object travels in: a prefix of four bytes and a message that tells the type.
///
/// @param object the message of the object itself
public record Envelope(String apiVersion, String kind, byte[] object) {
  private static final byte[] PREFIX = {'k', '8', 's', 0};
  private static final int TYPE = 1;
  private static final int OBJECT = 2;
  private static final int API_VERSION = 1;
  private static final int KIND = 2;
  private static final int CONTENT_ENCODING = 3;
  private static final int CONTENT_TYPE = 4;

  static boolean isAt(byte[] bytes) {
    return bytes.length >= PREFIX.length
        && Arrays.equals(bytes, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
  }

  /// @throws MalformedMessage when the bytes are no envelope
  public static Envelope read(byte[] bytes) {
    if (bytes.length == 0) {
      throw new MalformedMessage("empty data");
    }
    if (!isAt(bytes)) {
      throw new MalformedMessage(
          "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
    }
    if (bytes.length == PREFIX.length) {
      throw new MalformedMessage("empty body");
    }
    var message = new WireReader(bytes, PREFIX.length, bytes.length);
    var envelope = new Envelope("", "", new byte[0]);
    while (message.hasNext()) {
      switch (message.next()) {
        case TYPE -> envelope = envelope.withType(message.message());
        case OBJECT -> envelope = new Envelope(envelope.apiVersion, envelope.kind, message.bytes());
        default -> message.skip();
      }
    }
    return envelope;
  }

  private Envelope withType(WireReader type) {
    var version = "";
    var name = "";
    while (type.hasNext()) {
      switch (type.next()) {
        case API_VERSION -> version = type.text();
        case KIND -> name = type.text();
        default -> type.skip();
      }
    }
    return new Envelope(version, name, object);
  }

  /// A writer for the message of an envelope, which writes from the end: what stands after the
  /// message, and is empty, is there already.
  static WireWriter opened() {
    var out = new WireWriter();
    out.textField(CONTENT_TYPE, "");
    out.textField(CONTENT_ENCODING, "");
    return out;
  }

  /// Closes an envelope around the message that an opened writer has.
  static byte[] around(WireWriter out, String apiVersion, String kind) {
    out.closeMessage(OBJECT, opened().size());
    var type = out.size();
    out.textField(KIND, kind);
    out.textField(API_VERSION, apiVersion);
    out.closeMessage(TYPE, type);
    return out.bytes(PREFIX).toByteArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Envelope(var version, var name, var bytes)
        && version.equals(apiVersion)
        && name.equals(kind)
        && Arrays.equals(bytes, object);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(object) * 31 + kind.hashCode();
  }
}
