package dev.timonier.server.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomUidsTest {
  @Test
  void eachIsAnotherRandomUuid() {
    var uids = Stream.generate(new RandomUids()).limit(1000).toList();
    assertThat(uids).doesNotHaveDuplicates();
    assertThat(uids.stream().map(UUID::fromString))
        .allSatisfy(
            uid -> {
              assertThat(uid.version()).isEqualTo(4);
              assertThat(uid.variant()).isEqualTo(2);
            });
  }
}
