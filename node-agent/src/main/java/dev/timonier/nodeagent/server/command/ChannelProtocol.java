package dev.timonier.nodeagent.server.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// The ways to carry several channels over one WebSocket. A message begins with the channel's
/// number: a byte, or a digit in those that consist of text, where Base64 follows.
public enum ChannelProtocol {
  /// Since version 5 the client can close a single channel.
  V5("v5.channel.k8s.io", Form.BINARY, Outcome.STATUS),
  V4("v4.channel.k8s.io", Form.BINARY, Outcome.STATUS),
  V4_BASE64("v4.base64.channel.k8s.io", Form.BASE64, Outcome.STATUS),
  V1("channel.k8s.io", Form.BINARY, Outcome.TEXT),
  V1_BASE64("base64.channel.k8s.io", Form.BASE64, Outcome.TEXT);

  private enum Form {
    BINARY,
    BASE64
  }

  private enum Outcome {
    TEXT,
    STATUS
  }

  private final String word;
  private final Form form;
  private final Outcome outcome;

  ChannelProtocol(String word, Form form, Outcome outcome) {
    this.word = word;
    this.form = form;
    this.outcome = outcome;
  }

  /// The sub-protocol of a WebSocket that it is.
  public String word() {
    return word;
  }

  /// A message of one channel.
  public record Message(int channel, byte[] content) {}

  /// The sub-protocols of a WebSocket that are spoken.
  public static List<String> words() {
    return Arrays.stream(values()).map(protocol -> protocol.word).toList();
  }

  /// @param word the first version, which had no name, when empty
  public static ChannelProtocol of(String word) {
    return Arrays.stream(values())
        .filter(protocol -> protocol.word.equals(word))
        .findFirst()
        .orElse(V1);
  }

  boolean isText() {
    return form == Form.BASE64;
  }

  byte[] encode(int channel, byte[] bytes, int offset, int length) {
    return switch (form) {
      case BINARY -> {
        var message = new byte[length + 1];
        message[0] = (byte) channel;
        System.arraycopy(bytes, offset, message, 1, length);
        yield message;
      }
      case BASE64 -> {
        var content =
            Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, offset, offset + length));
        yield (channel + content).getBytes(StandardCharsets.US_ASCII);
      }
    };
  }

  /// @param message not empty
  Message decode(byte[] message) {
    var content = Arrays.copyOfRange(message, 1, message.length);
    return switch (form) {
      case BINARY -> new Message(message[0] & 0xff, content);
      case BASE64 -> new Message(message[0] - '0', Base64.getDecoder().decode(content));
    };
  }

  byte[] encode(CommandEnd end) {
    return switch (outcome) {
      case TEXT -> end.asText();
      case STATUS -> end.asStatus();
    };
  }
}
