package dev.timonier.nodeagent.probe;

import static dev.timonier.nodeagent.fixture.Pods.bound;
import static dev.timonier.nodeagent.fixture.Pods.containerBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.nodeagent.action.Commands;
import dev.timonier.nodeagent.action.HttpCalls;
import dev.timonier.nodeagent.container.ContainerRequest;
import dev.timonier.nodeagent.fixture.FakeRuntime;
import dev.timonier.nodeagent.fixture.PlainConfigs;
import dev.timonier.nodeagent.fixture.Pods;
import dev.timonier.nodeagent.fixture.RecordedEvents;
import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.plan.Verdict;
import dev.timonier.nodeagent.pod.Nodes;
import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerRuntime;
import dev.timonier.nodeagent.runtime.StreamSession;
import dev.timonier.nodeagent.spec.PodContainer;
import dev.timonier.nodeagent.volume.MountedVolumes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeProbesTest {
  private final VirtualTime time = new VirtualTime();
  private final FakeRuntime runtime = new FakeRuntime(time);
  private final RecordedEvents events = new RecordedEvents();
  private final List<String> changed = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final Probes probes =
      new NodeProbes(
          new Commands(runtime),
          new HttpCalls(),
          new NodeProbes.Surroundings(
              time, Runnable::run, new OneNode(), events.ofPods(), changed::add));
  private int exit;

  private record OneNode() implements Nodes {
    @Override
    public Optional<Node> node(String name) {
      return Optional.empty();
    }

    @Override
    public String defaultName() {
      return Pods.NODE;
    }

    @Override
    public List<String> addresses(String name) {
      return List.of("192.0.2.1");
    }
  }

  @BeforeEach
  void commandsExitAsWanted() {
    runtime.execWith(
        (_, request, streams) -> {
          asked.add(request.command().getFirst());
          say(streams.out().orElseThrow());
          return new Ended(CompletableFuture.completedFuture(exit));
        });
  }

  private static void say(OutputStream out) {
    try {
      out.write('n');
      out.write('o');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A command that was quick.
  private record Ended(CompletableFuture<Integer> exit) implements StreamSession {
    @Override
    public void resize(int width, int height) {}

    @Override
    public void close() {}
  }

  private static Probe running(String command) {
    return new ProbeBuilder()
        .withNewExec()
        .withCommand(command)
        .endExec()
        .withPeriodSeconds(10)
        .withFailureThreshold(2)
        .build();
  }

  private ContainerId start(Container container) {
    var pod = bound("web").editSpec().addToContainers(container).endSpec().build();
    var configs = new PlainConfigs();
    ContainerRuntime under = runtime;
    var sandbox = under.runSandbox(configs.sandbox(pod, 0));
    var id =
        under.createContainer(
            sandbox,
            configs.container(
                new ContainerRequest(
                    pod,
                    PodContainer.regular(pod).getFirst(),
                    0,
                    under.images().find("web:1").orElseThrow(),
                    MountedVolumes.NONE,
                    List.of(),
                    Optional.empty())));
    under.startContainer(id);
    update(pod);
    return id;
  }

  private void update(Pod pod) {
    probes.update(pod, new PodObservation(runtime.sandboxes(), runtime.containers()));
    time.advance(Duration.ZERO);
  }

  @Test
  void readinessFollowsTheProbe() {
    var id = start(containerBuilder("web").withReadinessProbe(running("ready")).build());
    assertThat(probes.readiness(id)).contains(Verdict.SUCCESS);
    assertThat(changed).containsExactly("uid-web");
    exit = 1;
    time.advance(Duration.ofSeconds(10));
    assertThat(probes.readiness(id)).contains(Verdict.SUCCESS);
    time.advance(Duration.ofSeconds(10));
    assertThat(probes.readiness(id)).contains(Verdict.FAILURE);
    assertThat(events.all()).contains("Warning Unhealthy Readiness probe failed: no");
    exit = 0;
    time.advance(Duration.ofSeconds(10));
    assertThat(probes.readiness(id)).contains(Verdict.SUCCESS);
  }

  @Test
  void othersWaitForTheStartupProbe() {
    exit = 1;
    var startup = new ProbeBuilder(running("startup")).withFailureThreshold(9).build();
    var container =
        containerBuilder("web")
            .withStartupProbe(startup)
            .withLivenessProbe(running("live"))
            .withReadinessProbe(running("ready"))
            .build();
    var id = start(container);
    time.advance(Duration.ofSeconds(30));
    assertThat(asked).containsOnly("startup");
    assertThat(probes.startup(id)).isEmpty();
    exit = 0;
    time.advance(Duration.ofSeconds(10));
    assertThat(probes.startup(id)).contains(Verdict.SUCCESS);
    assertThat(asked).contains("live", "ready");
    var startups = asked.stream().filter("startup"::equals).count();
    time.advance(Duration.ofSeconds(30));
    assertThat(asked.stream().filter("startup"::equals)).hasSize((int) startups);
  }

  @Test
  void firstTryWaitsForTheInitialDelay() {
    var probe = new ProbeBuilder(running("live")).withInitialDelaySeconds(5).build();
    start(containerBuilder("web").withLivenessProbe(probe).build());
    time.advance(Duration.ofSeconds(4));
    assertThat(asked).isEmpty();
    time.advance(Duration.ofSeconds(1));
    assertThat(asked).containsExactly("live");
  }

  @Test
  void containerThatFailedLivenessIsAskedNoMore() {
    exit = 1;
    var id = start(containerBuilder("web").withLivenessProbe(running("live")).build());
    time.advance(Duration.ofSeconds(10));
    assertThat(probes.liveness(id)).contains(Verdict.FAILURE);
    time.advance(Duration.ofMinutes(1));
    assertThat(asked).hasSize(2);
  }

  @Test
  void podThatEndsIsOnlyAskedWhetherItIsReady() {
    start(
        containerBuilder("web")
            .withLivenessProbe(running("live"))
            .withReadinessProbe(running("ready"))
            .build());
    probes.terminating("uid-web");
    asked.clear();
    time.advance(Duration.ofSeconds(10));
    assertThat(asked).containsExactly("ready");
  }

  @Test
  void forgottenPodIsAskedNoMore() {
    var id = start(containerBuilder("web").withReadinessProbe(running("ready")).build());
    probes.forget("uid-web");
    asked.clear();
    time.advance(Duration.ofMinutes(1));
    assertThat(asked).isEmpty();
    assertThat(probes.readiness(id)).isEmpty();
  }
}
