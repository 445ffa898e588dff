package dev.timonier.server.representation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.TestServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// JSON is written as Go's `encoding/json` does it: it may stand in HTML and JavaScript.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EscapesTest {
  private static final String COLLECTION = "/api/v1/namespaces/default/configmaps";
  private static final String TEXT = "<b>&\u2028\u2029\b\f\n\u0001\u00e9";
  private static final String ESCAPED =
      "\\u003cb\\u003e\\u0026\\u2028\\u2029\\b\\f\\n\\u0001\u00e9";

  @AutoClose private final TestServer server = new TestServer();

  @BeforeAll
  void fill() {
    var body =
        "{\"metadata\":{\"name\":\"a\",\"labels\":{\"l\":\"x\"}},\"data\":{\"k\":\""
            + ESCAPED
            + "\"}}";
    assertThat(server.admin().post(COLLECTION, body).code()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        COLLECTION + "/a",
        COLLECTION + "/a?pretty=true",
        COLLECTION + "?labelSelector=l=x"
      })
  void textsAreEscapedWhateverIsAskedFor(String path) {
    var answer = server.admin().get(path);
    assertThat(answer.text()).contains(ESCAPED);
    assertThat(answer.body().findValue("k").asText()).isEqualTo(TEXT);
  }

  @Test
  void messagesAreEscapedToo() {
    assertThat(server.admin().get(COLLECTION + "/%3Cb%3E").text())
        .contains("configmaps \\\"\\u003cb\\u003e\\\" not found");
  }

  @Test
  void yamlIsNotEscaped() {
    var text = server.admin().with("Accept", "application/yaml").get(COLLECTION + "/a").text();
    assertThat(text).contains("<b>&").doesNotContain("u003c");
  }
}
