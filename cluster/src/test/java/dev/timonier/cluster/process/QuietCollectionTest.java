package dev.timonier.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.time.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuietCollectionTest {
  private static final long MEGABYTE = 1 << 20;

  private final VirtualTime time = new VirtualTime();
  private final FakeHeap heap = new FakeHeap();

  private static final class FakeHeap implements QuietCollection.Heap {
    private long activity;
    private long growth;
    private int collections;

    @Override
    public long activity() {
      return activity;
    }

    @Override
    public long growth() {
      return growth;
    }

    @Override
    public void collect() {
      collections++;
      activity++;
      growth = 0;
    }
  }

  @BeforeEach
  void begin() {
    new QuietCollection(heap, time).begin();
  }

  private void work() {
    heap.activity++;
    heap.growth += 20 * MEGABYTE;
  }

  private void pass() {
    time.advance(Duration.ofSeconds(5));
  }

  @Test
  void garbageOfABurstIsCollectedOnceItIsOver() {
    work();
    pass();
    assertThat(heap.collections).isZero();
    pass();
    assertThat(heap.collections).isOne();
    pass();
    pass();
    assertThat(heap.collections).isOne();
  }

  @Test
  void whoIsAtWorkIsNotInterrupted() {
    for (var period = 0; period < 10; period++) {
      work();
      pass();
    }
    assertThat(heap.collections).isZero();
  }

  @Test
  void littleGarbageIsLeftAlone() {
    heap.activity++;
    heap.growth = MEGABYTE;
    pass();
    pass();
    pass();
    assertThat(heap.collections).isZero();
  }
}
