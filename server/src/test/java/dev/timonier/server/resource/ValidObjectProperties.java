package dev.timonier.server.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.fixture.ValidKinds;
import dev.timonier.server.fixture.ValidKinds.ValidKind;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/// Every kind takes what keeps its rules, and takes it again without a change.
class ValidObjectProperties {
  private static final KindLives LIVES = new KindLives(new LocalObjects());

  private record Sample(ValidKind kind, ObjectNode object) {
    @Override
    public String toString() {
      return object.toString();
    }
  }

  @AfterContainer
  static void stop() {
    LIVES.close();
  }

  @Provide
  Arbitrary<Sample> objects() {
    return Arbitraries.of(ValidKinds.all())
        .flatMap(kind -> Arbitraries.randomValue(random -> new Sample(kind, kind.some(random))));
  }

  @Property(tries = 2500, seed = "20260")
  void validObjectIsTakenOnceAndAgain(@ForAll("objects") Sample sample) {
    LIVES.live(sample.object());
  }
}
