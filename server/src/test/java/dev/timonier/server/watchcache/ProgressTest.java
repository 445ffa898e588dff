package dev.timonier.server.watchcache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.storage.Revision;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final Progress progress = new Progress();

  @Test
  void changesDoNotSetItBack() {
    progress.advance(new Revision(7));
    progress.advance(new Revision(5));
    assertThat(progress.revision()).isEqualTo(new Revision(7));
    assertThat(progress.await(new Revision(7), Duration.ZERO)).isTrue();
    assertThat(progress.await(new Revision(8), Duration.ZERO)).isFalse();
  }

  /// Else reads would not wait for what is written after that.
  @Test
  void storeThatWasSetBackSetsItBack() {
    progress.advance(new Revision(7));
    progress.restart(new Revision(3));
    assertThat(progress.has(new Revision(4))).isFalse();
  }
}
