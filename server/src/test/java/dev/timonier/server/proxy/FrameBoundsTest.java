package dev.timonier.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class FrameBoundsTest {
  @Property(tries = 200)
  void boundsOfWebSocketFramesAreKnown(
      @ForAll @Size(max = 8) List<@IntRange(max = 70_000) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 5000) int piece) {
    check("websocket", lengths.stream().map(FrameBoundsTest::webSocket).toList(), piece);
  }

  @Property(tries = 200)
  void boundsOfSpdyFramesAreKnown(
      @ForAll @Size(max = 8) List<@IntRange(max = 70_000) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 5000) int piece) {
    check("spdy/3.1", lengths.stream().map(FrameBoundsTest::spdy).toList(), piece);
  }

  private static void check(String protocol, List<byte[]> frames, int piece) {
    var all = new ByteArrayOutputStream();
    var ends = new HashSet<Integer>(List.of(0));
    for (var frame : frames) {
      all.writeBytes(frame);
      ends.add(all.size());
    }
    var bytes = all.toByteArray();
    var bounds = FrameBounds.of(protocol);
    for (var at = 0; at < bytes.length; at += piece) {
      assertThat(bounds.farewell().isPresent()).isEqualTo(ends.contains(at));
      var end = Math.min(at + piece, bytes.length);
      bounds.passed(Arrays.copyOfRange(bytes, at, end), end - at);
    }
    assertThat(bounds.farewell()).isPresent();
  }

  private static byte[] spdy(int length) {
    return ByteBuffer.allocate(8 + length).putInt(1).putInt(length).array();
  }

  private static byte[] webSocket(int length) {
    var frame = ByteBuffer.allocate(14 + length).put((byte) 0x82);
    if (length < 126) {
      frame.put((byte) length);
    } else if (length < 65_536) {
      frame.put((byte) 126).putShort((short) length);
    } else {
      frame.put((byte) 127).putLong(length);
    }
    return Arrays.copyOf(frame.array(), frame.position() + length);
  }
}
