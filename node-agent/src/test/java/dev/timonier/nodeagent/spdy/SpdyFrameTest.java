package dev.timonier.nodeagent.spdy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.nodeagent.spdy.SpdyFrame.Rest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class SpdyFrameTest {
  private static final Map<String, List<String>> HEADERS =
      Map.of("streamtype", List.of("data"), "port", List.of("8080"), "requestid", List.of("0"));

  @Property(tries = 200)
  void framesArriveAsTheyWereSent(@ForAll("frames") List<SpdyFrame> frames) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var writer = new SpdyWriter(bytes)) {
      for (var frame : frames) {
        writer.write(frame);
      }
    }

    assertThat(read(bytes.toByteArray())).usingRecursiveComparison().isEqualTo(frames);
  }

  @Provide
  Arbitrary<List<SpdyFrame>> frames() {
    var id = Arbitraries.integers().between(1, Integer.MAX_VALUE);
    var rest = Arbitraries.of(Rest.class);
    var bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(5000);
    var text = Arbitraries.strings().alpha().numeric().ofMaxLength(300);
    var name = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(20);
    var headers = Arbitraries.maps(name, text.list().ofMinSize(1).ofMaxSize(3)).ofMaxSize(30);
    Arbitrary<SpdyFrame> data = Combinators.combine(id, rest, bytes).as(SpdyFrame.Data::new);
    Arbitrary<SpdyFrame> open = Combinators.combine(id, rest, headers).as(SpdyFrame.SynStream::new);
    Arbitrary<SpdyFrame> reply = Combinators.combine(id, rest, headers).as(SpdyFrame.SynReply::new);
    Arbitrary<SpdyFrame> more = Combinators.combine(id, rest, headers).as(SpdyFrame.Headers::new);
    Arbitrary<SpdyFrame> reset = Combinators.combine(id, id).as(SpdyFrame.RstStream::new);
    Arbitrary<SpdyFrame> ping = id.map(SpdyFrame.Ping::new);
    Arbitrary<SpdyFrame> away = Combinators.combine(id, id).as(SpdyFrame.GoAway::new);
    return Arbitraries.oneOf(data, open, reply, more, reset, ping, away).list().ofMaxSize(20);
  }

  @Property(tries = 200)
  void bytesThatAreNoFramesAreRefusedAndNothingElse(@ForAll byte[] bytes) {
    try {
      assertThat(read(bytes)).isNotNull();
    } catch (IOException refused) {
      assertThat(refused).hasMessageNotContaining("null pointer");
    }
  }

  @Test
  void framesOfAnotherImplementationAreUnderstood() throws IOException {
    var frame = new DefaultSpdySynStreamFrame(5, 0, (byte) 0);
    HEADERS.forEach((name, values) -> frame.headers().add(name, values));
    frame.setLast(true);
    var netty = new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
    netty.writeOutbound(frame);
    ByteBuf written = netty.readOutbound();
    var bytes = new byte[written.readableBytes()];
    written.readBytes(bytes).release();

    assertThat(read(bytes)).containsExactly(new SpdyFrame.SynStream(5, Rest.LAST, HEADERS));
  }

  @Test
  void anotherImplementationUnderstandsOurFrames() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var writer = new SpdyWriter(bytes)) {
      writer.write(new SpdyFrame.SynReply(5, Rest.MORE, HEADERS));
      writer.write(new SpdyFrame.SynReply(7, Rest.MORE, HEADERS));
    }
    var netty = new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
    netty.writeInbound(Unpooled.wrappedBuffer(bytes.toByteArray()));

    for (var id : List.of(5, 7)) {
      SpdySynReplyFrame frame = netty.readInbound();
      assertThat(frame.streamId()).isEqualTo(id);
      assertThat(frame.headers().getAsString("port")).isEqualTo("8080");
      assertThat(frame.headers().getAsString("streamtype")).isEqualTo("data");
    }
  }

  @Test
  void otherVersionsAreRefused() {
    assertThatThrownBy(() -> read(new byte[] {(byte) 0x80, 2, 0, 6, 0, 0, 0, 4, 0, 0, 0, 1}))
        .hasMessage("unsupported version of SPDY");
  }

  private static List<SpdyFrame> read(byte[] bytes) throws IOException {
    var frames = new ArrayList<SpdyFrame>();
    try (var reader = new SpdyReader(new ByteArrayInputStream(bytes))) {
      for (var frame = reader.read(); frame.isPresent(); frame = reader.read()) {
        frames.add(frame.get());
      }
    }
    return frames;
  }
}
