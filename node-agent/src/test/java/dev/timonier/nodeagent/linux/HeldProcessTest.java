package dev.timonier.nodeagent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HeldProcessTest {
  private static final int ROUNDS = 300;
  private static final int SIGNALS = 50;
  private static final int NO_SIGNAL = 0;

  private Process child;

  @BeforeEach
  void startChild() throws IOException {
    child = new ProcessBuilder("sleep", "1000").start();
  }

  @AfterEach
  void endChild() throws InterruptedException {
    child.destroyForcibly().waitFor();
  }

  @Test
  @Timeout(180)
  void signalReachesTheProcess() throws Exception {
    try (var held = HeldProcess.of(child.pid())) {
      held.signal(Linux.SIGKILL);

      assertThat(child.waitFor()).isEqualTo(128 + Linux.SIGKILL);
      held.signal(Linux.SIGKILL);
    }
  }

  @Test
  void whoLetsGoSendsNothing() throws Exception {
    var held = HeldProcess.of(child.pid());
    held.close();

    held.signal(Linux.SIGKILL);

    assertThat(child.isAlive()).isTrue();
  }

  @Test
  void lettingGoAndSignalsMayMeet() throws Exception {
    try (var executor = Executors.newSingleThreadExecutor()) {
      for (var round = 0; round < ROUNDS; round++) {
        var held = HeldProcess.of(child.pid());
        var begun = new CountDownLatch(1);
        var signals =
            executor.submit(
                () -> {
                  for (var i = 0; i < SIGNALS; i++) {
                    held.signal(NO_SIGNAL);
                    begun.countDown();
                  }
                  return true;
                });
        begun.await();
        held.close();
        try (var _ = Descriptor.open("/dev/null", Linux.O_RDONLY)) {
          assertThat(signals.get()).isTrue();
        }
      }
    }
  }

  @Test
  void aProcessThatIsNotThereCannotBeHeld() throws Exception {
    child.destroyForcibly().waitFor();

    assertThatExceptionOfType(KernelException.class).isThrownBy(() -> HeldProcess.of(child.pid()));
  }
}
