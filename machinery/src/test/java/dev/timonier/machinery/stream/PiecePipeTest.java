package dev.timonier.machinery.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PiecePipeTest {
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final PiecePipe pipe = new PiecePipe(10);

  @AfterEach
  void stop() {
    executor.close();
  }

  private void put(int length) {
    try {
      pipe.put(new byte[length]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatWasPutBeforeTheEndIsRead() throws IOException {
    put(3);
    put(4);
    pipe.end();

    assertThat(pipe.input().readAllBytes()).hasSize(7);
  }

  @Test
  void pieceLargerThanThePipePassesAlone() throws IOException {
    put(1000);
    pipe.end();

    assertThat(pipe.input().readAllBytes()).hasSize(1000);
  }

  @Test
  void whoPutsMoreThanHasRoomWaitsForTheReader() throws Exception {
    var lengths = new LinkedBlockingQueue<Integer>();
    var writer =
        CompletableFuture.runAsync(
            () -> {
              for (var i = 0; i < 100; i++) {
                put(6);
                lengths.add(i);
              }
              pipe.end();
            },
            executor);
    assertThat(lengths.take()).isZero();
    assertThat(lengths).isEmpty();

    assertThat(pipe.input().readAllBytes()).hasSize(600);
    writer.join();
  }

  @Test
  void endFreesWhoWaitsForRoom() {
    put(10);
    var writer = CompletableFuture.runAsync(() -> put(10), executor);
    pipe.end();

    writer.join();
  }

  @Test
  void readerThatClosesTakesNoMore() throws IOException {
    put(10);
    try (var input = pipe.input()) {
      assertThat(input.read()).isZero();
    }
    put(10);
    put(10);

    assertThat(pipe.isEnded()).isTrue();
  }
}
