package dev.timonier.nodeagent.spdy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.machinery.stream.ByteConnection;
import dev.timonier.nodeagent.spdy.SpdyFrame.Rest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// What a server makes of whatever a client sends.
final class SpdyConnectionTest {
  private final List<SpdyStream> opened = new ArrayList<>();

  /// A client that has sent all that it will.
  private static final class Sent implements ByteConnection {
    private final InputStream input;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    Sent(byte[] bytes) {
      this.input = new ByteArrayInputStream(bytes);
    }

    @Override
    public InputStream input() {
      return input;
    }

    @Override
    public OutputStream output() {
      return output;
    }

    @Override
    public void close() {}

    List<SpdyFrame> answers() throws IOException {
      var frames = new ArrayList<SpdyFrame>();
      try (var reader = new SpdyReader(new ByteArrayInputStream(output.toByteArray()))) {
        for (var frame = reader.read(); frame.isPresent(); frame = reader.read()) {
          frames.add(frame.get());
        }
      }
      return frames;
    }
  }

  private List<SpdyFrame> answers(byte[] bytes) throws IOException {
    var client = new Sent(bytes);
    try (var connection = new SpdyConnection(client)) {
      connection.run(opened::add);
    }
    return client.answers();
  }

  private static byte[] bytes(List<SpdyFrame> frames) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var writer = new SpdyWriter(bytes)) {
      for (var frame : frames) {
        writer.write(frame);
      }
    }
    return bytes.toByteArray();
  }

  @Property(tries = 300)
  void anyFramesAreAnsweredByFrames(@ForAll("frames") List<SpdyFrame> frames) throws IOException {
    try {
      assertThat(answers(bytes(frames))).isNotEmpty();
    } catch (IOException refused) {
      assertThat(refused).hasMessageContaining("is open");
    }
  }

  @Property(tries = 300)
  void brokenFramesEndTheConnectionOnly(
      @ForAll("frames") List<SpdyFrame> frames, @ForAll @Size(max = 5) Map<Integer, Byte> damage)
      throws IOException {
    var bytes = bytes(frames);
    damage.forEach(
        (at, octet) -> {
          if (bytes.length > 0) {
            bytes[Math.floorMod(at, bytes.length)] = octet;
          }
        });
    try {
      assertThat(answers(bytes)).isNotEmpty();
    } catch (IOException refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
  }

  /// Of few streams, so that frames concern each other.
  @Provide
  Arbitrary<List<SpdyFrame>> frames() {
    var id = Arbitraries.integers().between(1, 4);
    var rest = Arbitraries.of(Rest.class);
    var data = Arbitraries.bytes().array(byte[].class).ofMaxSize(100);
    var headers = Arbitraries.of(Map.of(), Map.of("streamtype", List.of("data")));
    Arbitrary<SpdyFrame> open =
        Combinators.combine(id, rest, headers)
            .as((i, r, h) -> new SpdyFrame.SynStream(i, r, fields(h)));
    return Arbitraries.oneOf(
            open,
            Combinators.combine(id, rest, data).as(SpdyFrame.Data::new),
            Combinators.combine(id, id).as(SpdyFrame.RstStream::new),
            Combinators.combine(id, id).as(SpdyFrame.GoAway::new),
            id.map(SpdyFrame.Ping::new),
            Combinators.combine(id.map(i -> i + 20), data).as(SpdyFrame.Other::new))
        .list()
        .ofMaxSize(30);
  }

  private static Map<String, List<String>> fields(Map<?, ?> headers) {
    return headers.isEmpty() ? Map.of() : Map.of("streamtype", List.of("data"));
  }

  @Test
  void connectionEndsWithAGoodbye() throws IOException {
    var open = new SpdyFrame.SynStream(3, Rest.LAST, Map.of());

    assertThat(answers(bytes(List.of(open))))
        .containsExactly(
            new SpdyFrame.SynReply(3, Rest.MORE, Map.of()),
            new SpdyFrame.GoAway(3, SpdyFrame.GoAway.OK));
  }

  @Test
  void streamsBeyondThoseThatAnyoneNeedsAreRefused() throws IOException {
    var frames = new ArrayList<SpdyFrame>();
    for (var id = 1; id < 6000; id += 2) {
      frames.add(new SpdyFrame.SynStream(id, Rest.MORE, Map.of()));
    }
    var refusals =
        answers(bytes(frames)).stream().filter(frame -> frame instanceof SpdyFrame.RstStream);

    assertThat(refusals).hasSize(1000);
    assertThat(opened).hasSize(2000);
  }

  @Test
  void largeFrameArrivesInPieces() throws IOException {
    var large = new byte[1_000_000];
    large[999_999] = 1;
    var frames =
        List.<SpdyFrame>of(
            new SpdyFrame.SynStream(1, Rest.MORE, Map.of()),
            new SpdyFrame.Data(1, Rest.LAST, large));
    answers(bytes(frames));

    assertThat(opened.getFirst().input().readAllBytes()).isEqualTo(large);
  }

  @Test
  void frameThatOnlyClaimsToBeLargeIsRefused() {
    for (var first : List.of(1, 0x80030001)) {
      var head = ByteBuffer.allocate(12).putInt(first).putInt(0xffffff).putInt(1).array();
      assertThatThrownBy(() -> answers(head)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void headersThatBombAreRefused() throws IOException {
    var bomb = new SpdyFrame.SynStream(1, Rest.MORE, Map.of("a", List.of("x".repeat(2 << 20))));

    assertThatThrownBy(() -> answers(bytes(List.of(bomb)))).hasMessage("too large headers");
  }

  @Test
  void streamThatTheClientDropsTakesNoMore() throws IOException {
    answers(
        bytes(
            List.of(
                new SpdyFrame.SynStream(1, Rest.MORE, Map.of()), new SpdyFrame.RstStream(1, 5))));
    var stream = opened.getFirst();

    assertThat(stream.isOver()).isTrue();
    assertThatThrownBy(() -> stream.output().write(1)).hasMessage("the stream is over");
  }
}
