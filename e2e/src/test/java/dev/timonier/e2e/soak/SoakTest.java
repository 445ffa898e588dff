package dev.timonier.e2e.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.Product;
import dev.timonier.e2e.fixture.Wait;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// 100 informers follow 100 writes a second by every verb, while pods come and go and the store
/// forgets its past: nothing is missed, and nothing grows after the first quarter of the time.
/// `-Dtimonier.soak.minutes=60 -Dsurefire.timeout=5000` makes the long form;
/// `target/soak-summary.txt` tells of it.
class SoakTest {
  private static final Duration TIME =
      Duration.ofSeconds(Math.max(40, Integer.getInteger("timonier.soak.minutes", 0) * 60L));
  private static final Path SUMMARY = Path.of("target", "soak-summary.txt");
  private static final String NAMESPACE = "soak";
  private static final int FOLLOWERS = 80;
  private static final int MIRRORS = 20;
  private static final int WRITERS = 4;
  private static final int MAPS = 25;
  private static final Duration PAUSE = Duration.ofMillis(1000 / 25);
  private static final Duration TIDE = Duration.ofSeconds(10);

  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService load = Executors.newScheduledThreadPool(WRITERS + 1);
  private Product cluster;
  private KubernetesClient client;
  private CountedMaps maps;

  @BeforeEach
  void start(@TempDir Path directory) {
    cluster =
        Product.up(
            directory.resolve("cluster"),
            "--no-node",
            "--simulated-nodes=2",
            "--etcd-compaction-interval=20s");
    client = cluster.client();
    maps = new CountedMaps(client, NAMESPACE);
    Kubectl.of(cluster, NAMESPACE)
        .run("create", "deployment", "tide", "--image=web", "--replicas=0");
  }

  @AfterEach
  void stop() {
    load.shutdownNow();
    client.close();
    cluster.close();
    cluster.timonier("reset").orFail();
  }

  @Test
  void nothingIsMissedAndNothingGrows() throws Exception {
    Files.writeString(SUMMARY, "");
    var followers = Stream.generate(() -> new Follower(faults)).limit(FOLLOWERS).toList();
    var informers = followers.stream().map(this::inform).toList();
    var mirrors = Stream.generate(this::mirrorOfPods).limit(MIRRORS).toList();
    begin();
    live(TIME.dividedBy(4));
    var before = vitals();
    live(TIME.dividedBy(2));
    var _ = vitals();
    live(TIME.dividedBy(4));
    assertDoesNotGrow(before, vitals());
    end();
    assertThat(faults).isEmpty();
    followers.forEach(this::sawAll);
    mirrors.forEach(this::showsWhatIsThere);
    informers.forEach(SharedIndexInformer::close);
    mirrors.forEach(SharedIndexInformer::close);
  }

  private SharedIndexInformer<ConfigMap> inform(Follower follower) {
    return client.configMaps().inNamespace(NAMESPACE).inform(follower);
  }

  private SharedIndexInformer<Pod> mirrorOfPods() {
    return client.pods().inNamespace(NAMESPACE).runnableInformer(0).run();
  }

  private void begin() {
    for (var writer = 0; writer < WRITERS; writer++) {
      repeat(PAUSE, writes(writer));
    }
    repeat(TIDE, tides());
  }

  private void repeat(Duration pause, Runnable work) {
    var _ =
        load.scheduleAtFixedRate(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) {
                faults.add(e.toString());
              }
            },
            0,
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private Runnable writes(int writer) {
    return new Runnable() {
      private int count;

      @Override
      public void run() {
        var name = "map-%d-%d".formatted(writer, count % MAPS);
        maps.step(name, count++ / MAPS);
      }
    };
  }

  /// Pods come, and go again.
  private Runnable tides() {
    return new Runnable() {
      private boolean isHigh;

      @Override
      public void run() {
        isHigh = !isHigh;
        client.apps().deployments().inNamespace(NAMESPACE).withName("tide").scale(isHigh ? 3 : 0);
      }
    };
  }

  private static void live(Duration time) {
    Awaitility.await().pollDelay(time).timeout(time.multipliedBy(2)).until(() -> true);
  }

  private Vitals vitals() throws IOException {
    var vitals = Vitals.of(cluster.pid());
    var written = maps.numbers().values().stream().mapToInt(Integer::intValue).sum();
    var line = "after %d writes: %s%n".formatted(written, vitals);
    Files.writeString(SUMMARY, line, StandardOpenOption.APPEND);
    return vitals;
  }

  private void end() throws InterruptedException {
    load.shutdown();
    assertThat(load.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  private void sawAll(Follower follower) {
    Wait.untilAsserted(() -> assertThat(follower.seen()).isEqualTo(maps.numbers()));
  }

  private void showsWhatIsThere(SharedIndexInformer<Pod> mirror) {
    Wait.untilAsserted(
        () ->
            assertThat(versions(mirror.getStore().list()))
                .isEqualTo(versions(client.pods().inNamespace(NAMESPACE).list().getItems())));
  }

  private static Set<String> versions(List<Pod> pods) {
    return pods.stream()
        .map(pod -> pod.getMetadata().getName() + "@" + pod.getMetadata().getResourceVersion())
        .collect(Collectors.toSet());
  }

  private static void assertDoesNotGrow(Vitals before, Vitals after) {
    assertThat(after.heap()).as("heap").isLessThan(before.heap() * 5 / 4);
    assertThat(after.resident()).as("resident").isLessThan(before.resident() * 5 / 4);
    assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 8);
    assertThat(after.files()).as("files").isLessThanOrEqualTo(before.files() + 16);
  }
}
