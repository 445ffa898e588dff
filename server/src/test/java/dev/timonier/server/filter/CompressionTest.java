package dev.timonier.server.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.deflate.Deflated;
import dev.timonier.server.fixture.Calls;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CompressionTest {
  private static final byte[] LARGE = "all work and no play ".repeat(20_000).getBytes(UTF_8);
  private static final byte[] SMALL = "all work".getBytes(UTF_8);

  private static Reply answer(Reply reply, String path, String accepted) {
    var headers = new Headers().add("Accept-Encoding", accepted);
    return new Compression(_ -> reply).answer(Calls.get(path, headers));
  }

  private static Reply whole(byte[] body) {
    return new Reply.Complete(200, Headers.contentType("application/json"), body);
  }

  /// A list that is written in pieces.
  private static Reply pieces(byte[] body) {
    return new Reply.Streamed(
        200,
        Headers.contentType("application/json"),
        sink -> {
          for (var i = 0; i < body.length; i += 1000) {
            sink.write(Arrays.copyOfRange(body, i, Math.min(body.length, i + 1000)));
          }
        });
  }

  /// A list that is known in compressed form, too.
  private static Reply parts(byte[] body) {
    return new Reply.Streamed(
        200,
        Headers.contentType("application/json"),
        sink -> {
          var deflated = sink.deflated(body.length);
          deflated.ifPresent(target -> target.write(Deflated.of(body)));
          if (deflated.isEmpty()) {
            sink.write(body);
          }
        });
  }

  private static byte[] body(Reply reply) throws IOException {
    return switch (reply) {
      case Reply.Complete whole -> whole.body();
      case Reply.Streamed streamed -> {
        var bytes = new ByteArrayOutputStream();
        streamed.writer().write(new Sink(bytes));
        yield bytes.toByteArray();
      }
      case Reply.Pushed _, Reply.Upgraded _ -> throw new AssertionError("no body");
    };
  }

  private record Sink(ByteArrayOutputStream bytes) implements Reply.BodySink {
    @Override
    public void write(byte[] piece) {
      bytes.writeBytes(piece);
    }

    @Override
    public void expectSilence(Runnable whenGone) {}
  }

  private static byte[] unpacked(byte[] body) throws IOException {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return gzip.readAllBytes();
    }
  }

  static final List<Reply> large = List.of(whole(LARGE), pieces(LARGE), parts(LARGE));

  @ParameterizedTest
  @FieldSource("large")
  void largeRepliesAreCompressed(Reply reply) throws IOException {
    var answer = answer(reply, "/api/v1/pods", "deflate, gzip");
    var body = body(answer);

    assertThat(body.length).isLessThan(LARGE.length / 10);
    assertThat(unpacked(body)).isEqualTo(LARGE);
    assertThat(answer.headers().first("Content-Encoding")).contains("gzip");
    assertThat(answer.headers().first("Vary")).contains("Accept-Encoding");
  }

  record Plain(String name, Reply reply, byte[] body, String path, String accepted) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Plain> plain =
      List.of(
          new Plain("small", whole(SMALL), SMALL, "/api/v1/pods", "gzip"),
          new Plain("small in pieces", pieces(SMALL), SMALL, "/api/v1/pods", "gzip"),
          new Plain("small in parts", parts(SMALL), SMALL, "/api/v1/pods", "gzip"),
          new Plain("in parts", parts(LARGE), LARGE, "/api/v1/pods", ""),
          new Plain("with a weight", whole(LARGE), LARGE, "/api/v1/pods", "gzip;q=0"),
          new Plain("not accepted", whole(LARGE), LARGE, "/api/v1/pods", "identity"),
          new Plain("no object", whole(LARGE), LARGE, "/openapi/v3/api/v1", "gzip"),
          new Plain("log", pieces(LARGE), LARGE, "/api/v1/namespaces/default/pods/a/log", "gzip"));

  @ParameterizedTest
  @FieldSource("plain")
  void otherRepliesRemainAsTheyAre(Plain row) throws IOException {
    var answer = answer(row.reply, row.path, row.accepted);

    assertThat(body(answer)).isEqualTo(row.body);
    assertThat(answer.headers().first("Content-Encoding")).isEmpty();
  }

  @Test
  void whatIsCompressedAlreadyIsNotCompressedAgain() {
    var headers = Headers.contentType("application/json").set("Content-Encoding", "gzip");
    var reply = new Reply.Complete(200, headers, LARGE);

    assertThat(answer(reply, "/openapi/v2", "gzip")).isSameAs(reply);
  }
}
