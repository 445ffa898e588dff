package dev.timonier.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.TestServer;
import dev.timonier.server.request.Query;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortsOptionTest {
  private static final String PORT_FORWARD = "/api/v1/namespaces/default/pods/none/portforward?";

  @AutoClose private final TestServer server = new TestServer();

  @Test
  void portsAreGivenApartAndTogether() {
    assertThat(PortsOption.read(Query.parse("ports=80,0443&ports=65535&a=b")))
        .isEqualTo(List.of(80, 443, 65_535));
    assertThat(PortsOption.read(Query.EMPTY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ports=x, x, invalid syntax",
    "ports=, '', invalid syntax",
    "'ports=80,', '', invalid syntax",
    "ports=80&ports=-1, -1, invalid syntax",
    "ports=65536, 65536, value out of range",
    "ports=99999999999999999999, 99999999999999999999, value out of range"
  })
  void whatIsNoPortIsRefusedBeforeThePodIsLookedFor(String query, String text, String fault) {
    var answer = server.admin().post(PORT_FORWARD + query, "");
    assertThat(answer.code()).isEqualTo(400);
    assertThat(answer.message())
        .isEqualTo(
            "cannot convert to []int32: strconv.ParseUint: parsing \"%s\": %s"
                .formatted(text, fault));
  }
}
