package dev.timonier.server.watchcache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnCommitsTest {
  private final OwnCommits own = new OwnCommits();

  @Test
  void commitOfWhichTheCacheHasNotHeardIsKnown() {
    own.add("default/a", 7, 6);

    assertThat(own.last()).isEqualTo(7);
    assertThat(own.none("default/a", 6)).isFalse();
    assertThat(own.none("default/b", 6)).isTrue();
  }

  @Test
  void commitOfWhichTheCacheHasHeardIsForgotten() {
    own.add("default/a", 7, 6);
    own.add("default/a", 9, 6);

    own.heard("default/a", 7);
    assertThat(own.none("default/a", 8)).isFalse();

    own.heard("default/a", 9);
    assertThat(own.none("default/a", 8)).isTrue();
  }

  @Test
  void commitsThatComeOutOfOrderLeaveTheLatest() {
    own.add("default/a", 9, 6);
    own.add("default/a", 7, 6);

    own.heard("default/a", 7);
    assertThat(own.last()).isEqualTo(9);
    assertThat(own.none("default/a", 7)).isFalse();
  }

  @Test
  void commitThatIsNotedAfterTheCacheHasHeardOfItDoesNoHarm() {
    own.add("default/a", 7, 7);
    assertThat(own.last()).isZero();

    own.add("default/a", 8, 7); // heard of between the look and the note
    assertThat(own.none("default/a", 8)).isTrue();
  }
}
