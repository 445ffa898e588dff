package dev.timonier.server.deflate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DeflatedProperties {
  /// @param deflated made of the plain bytes
  record Part(byte[] plain, Deflated deflated) {
    @Override
    public String toString() {
      return plain.length + " bytes in " + deflated.blocks().length;
    }
  }

  /// Text compresses well, noise not at all.
  @Provide
  Arbitrary<Part> part() {
    var length =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 300), Arbitraries.of(65535, 65536, 150_000));
    var variety = Arbitraries.of(1, 7, 256);
    var plain =
        Combinators.combine(length, variety, Arbitraries.longs()).as(DeflatedProperties::bytes);
    return Combinators.combine(plain, Arbitraries.of(true, false))
        .as((p, small) -> new Part(p, small ? Deflated.stored(p) : Deflated.of(p)));
  }

  private static byte[] bytes(int length, int variety, long seed) {
    var bytes = new byte[length];
    var random = new Random(seed);
    for (var i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt(variety);
    }
    return bytes;
  }

  @Provide
  Arbitrary<List<Part>> parts() {
    return part().list().ofMaxSize(12);
  }

  /// The reader checks length and checksum of the whole.
  @Property(tries = 200)
  void partsInAnyOrderMakeOneBody(@ForAll("parts") List<Part> parts) throws IOException {
    var body = new GzipBody();
    var plain = new ByteArrayOutputStream();
    for (var part : parts) {
      body.append(part.deflated());
      plain.writeBytes(part.plain());
    }

    assertThat(unpacked(body.end().drain())).isEqualTo(plain.toByteArray());
  }

  @Example
  void samePartMayStandInABodyTwice() throws IOException {
    var part = Deflated.of("again and again and ".getBytes(UTF_8));
    var body = new GzipBody();
    body.append(part);
    body.append(part);

    assertThat(unpacked(body.end().drain())).asString().isEqualTo("again and again and ".repeat(2));
  }

  private static byte[] unpacked(byte[] body) throws IOException {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return gzip.readAllBytes();
    }
  }
}
