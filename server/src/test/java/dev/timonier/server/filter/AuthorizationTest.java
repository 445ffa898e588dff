package dev.timonier.server.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.server.authn.User;
import dev.timonier.server.authz.Decision;
import dev.timonier.server.fixture.Calls;
import dev.timonier.server.fixture.NoNotes;
import dev.timonier.server.request.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody who may do nothing but `get` is let do.
class AuthorizationTest {
  private static final String POD = "/api/v1/namespaces/default/pods/web/";

  private final Handler reader =
      new Authorization(
          (_, info) -> info.verb().equals("get") ? Decision.ALLOWED : Decision.NO_OPINION,
          new NoNotes(),
          new VirtualTime(),
          _ -> Reply.text(200, "done"));

  private Reply get(String path) {
    return reader.answer(Calls.get(path).as(new User("jane", "", List.of(), Map.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exec", "attach", "portforward"})
  void streamIsNotReadButCreated(String subresource) {
    var reply = (Reply.Complete) get(POD + subresource);
    assertThat(reply.status()).isEqualTo(403);
    assertThat(new String(reply.body(), UTF_8))
        .contains(
            "User \\\"jane\\\" cannot create resource \\\"pods/"
                + subresource
                + "\\\" in API group \\\"\\\" in the namespace \\\"default\\\"");
  }

  @Test
  void refusalIsNothingElseToABrowser() {
    assertThat(get(POD + "exec").headers().first("X-Content-Type-Options")).contains("nosniff");
    assertThat(get(POD + "log").headers().first("X-Content-Type-Options")).isEmpty();
  }

  @Test
  void logAndProxyAreRead() {
    assertThat(get(POD + "log").status()).isEqualTo(200);
    assertThat(get(POD + "proxy/exec").status()).isEqualTo(200);
    assertThat(get("/apis/example.org/v1/namespaces/default/pods/web/exec").status())
        .isEqualTo(200);
  }
}
