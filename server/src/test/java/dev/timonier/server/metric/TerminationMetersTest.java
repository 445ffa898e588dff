package dev.timonier.server.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.Calls;
import org.junit.jupiter.api.Test;

class TerminationMetersTest {
  private final Metrics metrics = new Metrics();
  private final TerminationMeters meters = new TerminationMeters(metrics, _ -> true);

  private String told(String metric) {
    return TextFormat.write(metrics.all())
        .lines()
        .filter(line -> line.startsWith(metric))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void pathIsNamedWhereItsRequestIsEndedAndNotWhereItIsCounted() {
    meters.ended(Calls.get("/version"), 429);
    assertThat(told("apiserver_request_terminations_total")).contains("subresource=\"/version\"");
    assertThat(told("apiserver_request_total")).contains("subresource=\"\"");
  }
}
