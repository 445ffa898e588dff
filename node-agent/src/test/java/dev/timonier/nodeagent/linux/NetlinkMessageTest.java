package dev.timonier.nodeagent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class NetlinkMessageTest {
  @Test
  void attributesArePaddedAndNested() {
    var message = new NetlinkMessage(16, NetlinkMessage.ACKNOWLEDGE).octets(2, 32, 0, 253).word(7);
    message.nested(18, () -> message.attribute(1, "veth")).attribute(4, 1400);

    assertThat(HexFormat.of().formatHex(message.bytes()))
        .isEqualTo(
            "30000000" // length: 48
                + "1000" // type
                + "0500" // flags: request, acknowledge
                + "00000000" // sequence
                + "00000000" // port
                + "022000fd"
                + "07000000"
                + "10001200" // outer attribute: length 16, type 18
                + "09000100" // inner attribute: length 9, type 1
                + "7665746800" // "veth"
                + "000000" // padding
                + "08000400" // length 8, type 4
                + "78050000");
  }
}
