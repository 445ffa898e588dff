package dev.timonier.nodeagent.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class ChannelProtocolTest {
  @Property(tries = 300)
  void messageArrivesAsItWasSent(
      @ForAll ChannelProtocol protocol,
      @ForAll @IntRange(max = 9) int channel,
      @ForAll byte[] bytes) {
    var message = protocol.decode(protocol.encode(channel, bytes, 0, bytes.length));

    assertThat(message.channel()).isEqualTo(channel);
    assertThat(message.content()).isEqualTo(bytes);
  }

  @Property(tries = 500)
  void anyBytesAreAMessageOrAreRefused(
      @ForAll ChannelProtocol protocol, @ForAll @Size(min = 1, max = 50) byte[] bytes) {
    try {
      assertThat(protocol.decode(bytes).content()).hasSizeLessThan(bytes.length);
    } catch (IllegalArgumentException noBase64) {
      assertThat(protocol.isText()).isTrue();
    }
  }
}
