package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrowdTest {
  private final Crowd crowd = new Crowd();

  @Test
  void whoComesFirstIsAlone() {
    assertThat(crowd.isOne()).isTrue();
  }

  @Test
  void asManyAreExpectedAsCameTogether() {
    crowd.came(32);

    assertThat(crowd.expected()).isEqualTo(32);
    assertThat(crowd.isOne()).isFalse();
  }

  @Test
  void crowdThatComesAgainStays() {
    crowd.came(20);
    crowd.came(15);
    crowd.came(20);

    assertThat(crowd.expected()).isEqualTo(20);
  }

  @Test
  void crowdThatStaysAwayIsForgotten() {
    crowd.came(32);

    for (var batch = 0; batch < 12; batch++) {
      crowd.came(1);
    }

    assertThat(crowd.isOne()).isTrue();
  }

  @Test
  void batchOfWhichEveryCommandFailedBringsNobody() {
    crowd.came(1);
    crowd.came(0);

    assertThat(crowd.expected()).isZero();
  }
}
