package dev.timonier.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.catalog.Verb;
import dev.timonier.server.fixture.ValidKinds;
import dev.timonier.server.fixture.ValidKinds.ValidKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KindLivesTest {
  @AutoClose private final KindLives lives = new KindLives(new HttpObjects());

  static List<ValidKind> kinds() {
    return ValidKinds.all();
  }

  @Test
  void everyKindThatIsStoredIsTried() {
    var stored =
        BuiltInKinds.resources().stream()
            .filter(resource -> resource.api().allows(Verb.UPDATE))
            .map(resource -> resource.kind().apiVersion() + " " + resource.kind().kind())
            .filter(kind -> !kind.startsWith("apiextensions.k8s.io/"))
            .collect(Collectors.toSet());
    var tried =
        kinds().stream()
            .map(kind -> kind.least().path("apiVersion").asText() + " " + kind)
            .collect(Collectors.toSet());
    assertThat(tried).isEqualTo(stored);
    assertThat(Set.copyOf(kinds())).hasSameSizeAs(tried);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void leastAndMostObjectLive(ValidKind kind) {
    lives.live(kind.least());
    lives.live(kind.most());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void changesArePermittedAndRefused(ValidKind kind) {
    lives.change(kind, kind.least());
    lives.change(kind, kind.most());
  }
}
