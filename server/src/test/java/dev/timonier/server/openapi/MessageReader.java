package dev.timonier.server.openapi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the fields of a protobuf message that are messages or texts.
record MessageReader(byte[] bytes) {
  private static final int LENGTH_DELIMITED = 2;

  /// The values of a field, in their order.
  List<MessageReader> all(int number) {
    var values = new ArrayList<MessageReader>();
    var position = new int[] {0};
    while (position[0] < bytes.length) {
      var tag = varint(position);
      if ((tag & 7) != LENGTH_DELIMITED) {
        varint(position);
        continue;
      }
      var length = varint(position);
      if (tag >>> 3 == number) {
        values.add(new MessageReader(Arrays.copyOfRange(bytes, position[0], position[0] + length)));
      }
      position[0] += length;
    }
    return values;
  }

  MessageReader at(int... path) {
    var value = this;
    for (var number : path) {
      value = value.all(number).getFirst();
    }
    return value;
  }

  /// The value of a name, in a message of pairs.
  MessageReader named(int number, String name) {
    return all(number).stream()
        .filter(pair -> pair.at(1).text().equals(name))
        .findFirst()
        .orElseThrow()
        .at(2);
  }

  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private int varint(int[] position) {
    var value = 0;
    for (var shift = 0; ; shift += 7) {
      var part = bytes[position[0]++];
      value |= (part & 0x7f) << shift;
      if (part >= 0) {
        return value;
      }
    }
  }
}
