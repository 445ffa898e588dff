package dev.timonier.nodeagent.pod;

import static dev.timonier.nodeagent.fixture.Pods.bound;
import static dev.timonier.nodeagent.fixture.Pods.container;
import static dev.timonier.nodeagent.fixture.Pods.containerBuilder;
import static dev.timonier.nodeagent.fixture.Pods.sidecar;
import static dev.timonier.nodeagent.fixture.Pods.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.nodeagent.fixture.NodeHarness;
import dev.timonier.nodeagent.hook.HookFailure;
import dev.timonier.nodeagent.runtime.ImageFailure;
import dev.timonier.nodeagent.volume.MountedVolumes;
import dev.timonier.nodeagent.volume.PodVolumes;
import dev.timonier.nodeagent.volume.VolumeFailure;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PodWorkersTest {
  private final NodeHarness node = new NodeHarness();

  @AfterEach
  void close() {
    node.close();
  }

  private static Pod withPolicy(String policy) {
    return new PodBuilder(web()).editSpec().withRestartPolicy(policy).endSpec().build();
  }

  private static Pod withHooks(LifecycleBuilder lifecycle) {
    return bound("web")
        .editSpec()
        .addToContainers(containerBuilder("web").withLifecycle(lifecycle.build()).build())
        .endSpec()
        .build();
  }

  private static Pod asking(String name, String cpu) {
    return bound(name)
        .editSpec()
        .addToContainers(
            containerBuilder(name)
                .withNewResources()
                .addToRequests("cpu", Quantity.parse(cpu))
                .endResources()
                .build())
        .endSpec()
        .build();
  }

  private static ContainerStatus status(Pod pod) {
    return pod.getStatus().getContainerStatuses().getFirst();
  }

  @Test
  void newPodRunsAndItsStatusSaysSo() {
    node.start().create(web());
    var pod = node.untilPhase("web", "Running");
    assertThat(status(pod).getReady()).isTrue();
    assertThat(status(pod).getContainerID()).startsWith("fake://container-");
    assertThat(status(pod).getImageID()).isEqualTo("web:1@sha256:d");
    assertThat(pod.getStatus().getPodIP()).startsWith("10.");
    assertThat(pod.getStatus().getHostIP()).isEqualTo("192.0.2.1");
    assertThat(node.events.all())
        .containsExactly(
            "Normal Pulled Container image \"web:1\" already present on machine and can be"
                + " accessed by the pod",
            "Normal Created Container created",
            "Normal Started Container started");
  }

  @Test
  void startTakesAtMostTwoStatusWrites() {
    node.start().create(web());
    node.untilPhase("web", "Running");
    assertThat(node.server.count("PATCH", "/pods/web/status")).isLessThanOrEqualTo(2);
  }

  @Test
  void initContainersRunBeforeTheOthers() {
    node.start()
        .create(
            bound("web")
                .editSpec()
                .addToInitContainers(container("one"), sidecar("proxy"), container("two"))
                .addToContainers(container("web"))
                .endSpec()
                .build());
    node.untilPhase("web", "Running");
    assertThat(node.runtime.calls().stream().filter(call -> call.startsWith("start ")))
        .containsExactly("start one#0", "start proxy#0", "start two#0", "start web#0");
  }

  @Test
  void containerThatEndsIsRestartedAtOnceAndThenWithGrowingDelay() {
    node.start().create(web());
    node.untilPhase("web", "Running");
    node.runtime.exit("web", 1);
    node.until("web", pod -> status(pod).getRestartCount() == 1);
    node.runtime.exit("web", 1);
    var waiting = node.untilWaiting("web", "CrashLoopBackOff");
    assertThat(status(waiting).getState().getWaiting().getMessage())
        .isEqualTo(
            "back-off 10s restarting failed container=web pod=web_default(%s)"
                .formatted(waiting.getMetadata().getUid()));
    assertThat(status(waiting).getLastState().getTerminated().getExitCode()).isEqualTo(1);
    node.advance(Duration.ofSeconds(9));
    assertThat(status(node.pod("web")).getRestartCount()).isEqualTo(1);
    node.advance(Duration.ofSeconds(1));
    node.until("web", pod -> status(pod).getRestartCount() == 2);
    node.runtime.exit("web", 1);
    node.until(
        "web",
        pod ->
            status(pod).getState().getWaiting() != null
                && status(pod).getState().getWaiting().getMessage().startsWith("back-off 20s"));
    assertThat(node.events.all())
        .anyMatch(e -> e.startsWith("Warning BackOff Back-off restarting failed container web"));
  }

  @Test
  void jobsPodSucceedsWhenItsContainerDoes() {
    node.start().create(withPolicy("Never"));
    node.untilPhase("web", "Running");
    node.runtime.exit("web", 0);
    var pod = node.untilPhase("web", "Succeeded");
    assertThat(status(pod).getState().getTerminated().getReason()).isEqualTo("Completed");
    assertThat(node.runtime.calls()).noneMatch(call -> call.startsWith("remove web"));
  }

  @Test
  void jobsPodFailsWhenItsContainerDoes() {
    node.start().create(withPolicy("Never"));
    node.untilPhase("web", "Running");
    node.runtime.exit("web", 3);
    var pod = node.untilPhase("web", "Failed");
    assertThat(status(pod).getState().getTerminated().getExitCode()).isEqualTo(3);
  }

  @Test
  void deletedPodIsStoppedRemovedAndThenDeletedForGood() {
    node.start().create(web());
    node.untilPhase("web", "Running");
    node.delete("web");
    node.untilGone("web");
    assertThat(node.runtime.calls()).contains("stop web#0 30s", "remove web#0");
    assertThat(node.runtime.containers()).isEmpty();
    assertThat(node.runtime.sandboxes()).isEmpty();
    assertThat(node.events.all()).contains("Normal Killing Stopping container web");
    assertThat(node.workers().pods()).isEmpty();
  }

  @Test
  void podThatVanishesFromTheApiIsStoppedToo() {
    node.start();
    node.client.resource(web()).create();
    node.untilPhase("web", "Running");
    node.delete("web");
    await().until(() -> node.workers().pods().isEmpty());
    assertThat(node.runtime.containers()).isEmpty();
    assertThat(node.server.count("DELETE", "/pods/web")).isOne();
  }

  @Test
  void deletedPodKeepsRunningUntilItsContainersHaveEnded() {
    node.runtime.ignoreSignals("web");
    node.start().create(web());
    node.untilPhase("web", "Running");
    node.delete("web");
    await().until(() -> node.runtime.calls().contains("stop web#0 30s"));
    assertThat(node.find("web")).isPresent();
    node.runtime.exit("web", 143);
    node.untilGone("web");
  }

  @Test
  void sidecarsStopAfterTheOthers() {
    node.runtime.ignoreSignals("web");
    node.start()
        .create(
            bound("web")
                .editSpec()
                .addToInitContainers(sidecar("a"), sidecar("b"))
                .addToContainers(container("web"))
                .endSpec()
                .build());
    node.untilPhase("web", "Running");
    node.delete("web");
    await().until(() -> node.runtime.calls().contains("stop web#0 30s"));
    assertThat(node.runtime.runs("a")).isTrue();
    assertThat(node.runtime.runs("b")).isTrue();
    node.runtime.exit("web", 0);
    node.untilGone("web");
    assertThat(node.runtime.calls().stream().filter(c -> c.startsWith("stop ") && c.contains("#")))
        .containsExactly("stop web#0 30s", "stop b#0 30s", "stop a#0 30s");
  }

  @Test
  void sidecarsAreEndedWhenThePodIsDone() {
    node.start()
        .create(
            bound("web")
                .editSpec()
                .withRestartPolicy("Never")
                .addToInitContainers(sidecar("proxy"))
                .addToContainers(container("web"))
                .endSpec()
                .build());
    node.untilPhase("web", "Running");
    node.runtime.exit("web", 0);
    node.untilPhase("web", "Succeeded");
    assertThat(node.runtime.runs("proxy")).isFalse();
  }

  @Test
  void preStopHookRunsBeforeTheStopSignal() {
    var hooked = new AtomicBoolean();
    node.hooks =
        (_, _) -> {
          assertThat(node.runtime.calls()).noneMatch(call -> call.startsWith("stop web"));
          node.time.advance(Duration.ofSeconds(10));
          hooked.set(true);
        };
    node.start().create(withHooks(new LifecycleBuilder().withNewPreStop().endPreStop()));
    node.untilPhase("web", "Running");
    node.delete("web");
    node.untilGone("web");
    assertThat(hooked).isTrue();
    assertThat(node.runtime.calls()).contains("stop web#0 20s");
  }

  @Test
  void preStopHookThatFailsIsReportedAndThePodGoes() {
    node.hooks =
        (_, _) -> {
          throw new HookFailure("no", null);
        };
    node.start().create(withHooks(new LifecycleBuilder().withNewPreStop().endPreStop()));
    node.untilPhase("web", "Running");
    node.delete("web");
    node.untilGone("web");
    assertThat(node.events.all()).contains("Warning FailedPreStopHook PreStopHook failed");
  }

  @Test
  void preStopHookThatHangsIsInterruptedAfterTheGracePeriod() {
    var begun = new CountDownLatch(1);
    node.hooks =
        (_, _) -> {
          begun.countDown();
          new CountDownLatch(1).await();
        };
    node.start().create(withHooks(new LifecycleBuilder().withNewPreStop().endPreStop()));
    node.untilPhase("web", "Running");
    node.delete("web");
    await().until(() -> begun.getCount() == 0);
    node.time.advance(Duration.ofSeconds(30));
    node.untilGone("web");
    assertThat(node.runtime.calls()).contains("stop web#0 2s");
  }

  @Test
  void containerIsNotReportedRunningBeforeItsPostStartHookEnded() {
    var release = new CountDownLatch(1);
    node.hooks = (_, _) -> release.await();
    node.start().create(withHooks(new LifecycleBuilder().withNewPostStart().endPostStart()));
    await().until(() -> node.runtime.calls().contains("start web#0"));
    assertThat(node.pod("web").getStatus().getPhase()).isEqualTo("Pending");
    release.countDown();
    node.untilPhase("web", "Running");
  }

  @Test
  void containerWhosePostStartHookFailsIsKilledAndStartsAgain() {
    var fail = new AtomicBoolean(true);
    node.hooks =
        (_, _) -> {
          if (fail.getAndSet(false)) {
            throw new HookFailure("no", null);
          }
        };
    node.start().create(withHooks(new LifecycleBuilder().withNewPostStart().endPostStart()));
    node.until(
        "web",
        pod -> pod.getStatus().getPhase().equals("Running") && status(pod).getRestartCount() == 1);
    assertThat(node.events.all())
        .contains(
            "Warning FailedPostStartHook PostStartHook failed",
            "Normal Killing FailedPostStartHook");
  }

  @Test
  void failedPullIsReportedAndTriedAgainWithGrowingDelay() {
    var images = node.runtime.fakeImages();
    images.makeAbsent("web:1");
    images.failPulls(
        "web:1", new ImageFailure(ImageFailure.Reason.ErrImagePull, "not found", null));
    node.start().create(web());
    node.untilWaiting("web", "ErrImagePull");
    node.advance(Duration.ofSeconds(1));
    var waiting = node.untilWaiting("web", "ImagePullBackOff");
    assertThat(status(waiting).getState().getWaiting().getMessage())
        .isEqualTo("Back-off pulling image \"web:1\": ErrImagePull: not found");
    images.allowPulls("web:1");
    node.advance(Duration.ofSeconds(10));
    node.untilPhase("web", "Running");
    assertThat(node.events.all())
        .containsSubsequence(
            "Normal Pulling Pulling image \"web:1\"",
            "Warning Failed Failed to pull image \"web:1\": not found",
            "Warning Failed Error: ErrImagePull",
            "Normal BackOff Back-off pulling image \"web:1\"",
            "Warning Failed Error: ImagePullBackOff",
            "Normal Pulling Pulling image \"web:1\"")
        .anyMatch( // it may begin when a second is left of the ten
            e ->
                e.matches(
                    "Normal Pulled Successfully pulled image \"web:1\" in [01]s"
                        + " \\([01]s including waiting\\)\\. Image size: 1234 bytes\\."));
  }

  @Test
  void imageThatMayNotBePulledIsReported() {
    node.runtime.fakeImages().makeAbsent("web:1");
    node.start()
        .create(
            bound("web")
                .editSpec()
                .addToContainers(containerBuilder("web").withImagePullPolicy("Never").build())
                .endSpec()
                .build());
    var pod = node.untilWaiting("web", "ErrImageNeverPull");
    assertThat(status(pod).getState().getWaiting().getMessage())
        .isEqualTo("Container image \"web:1\" is not present with pull policy of Never");
  }

  @Test
  void missingConfigurationIsReportedAndTriedAgain() {
    node.configs.fail("configmap \"x\" not found");
    node.start().create(web());
    var pod = node.untilWaiting("web", "CreateContainerConfigError");
    assertThat(status(pod).getState().getWaiting().getMessage())
        .isEqualTo("configmap \"x\" not found");
    assertThat(node.events.all()).contains("Warning Failed Error: configmap \"x\" not found");
    node.configs.succeed();
    node.advance(Duration.ofSeconds(10));
    node.untilPhase("web", "Running");
  }

  @Test
  void failuresOfTheRuntimeAreReportedAndTriedAgain() {
    node.runtime.failNext("create", "no room");
    node.start().create(web());
    var uncreated = node.untilWaiting("web", "CreateContainerError");
    assertThat(status(uncreated).getState().getWaiting().getMessage()).isEqualTo("no room");
    node.runtime.failNext("start", "no such file");
    node.advance(Duration.ofSeconds(10));
    var pod = node.untilWaiting("web", "RunContainerError");
    assertThat(status(pod).getState().getWaiting().getMessage()).isEqualTo("no such file");
    node.advance(Duration.ofSeconds(10));
    node.untilPhase("web", "Running");
  }

  @Test
  void sandboxThatCannotBeMadeIsTriedAgain() {
    node.runtime.failNext("run", "no network");
    node.start().create(web());
    await()
        .until(
            () ->
                node.events
                    .all()
                    .contains(
                        "Warning FailedCreatePodSandBox Failed to create pod sandbox: no"
                            + " network"));
    node.advance(Duration.ofSeconds(2));
    node.untilPhase("web", "Running");
  }

  @Test
  void lostSandboxIsReplaced() {
    node.start().create(web());
    node.untilPhase("web", "Running");
    node.runtime.stopSandbox(node.runtime.sandboxes().getFirst().id());
    node.advance(Duration.ofSeconds(15)); // the dead container may be seen before the dead sandbox
    node.until("web", pod -> status(pod).getRestartCount() >= 1 && status(pod).getReady());
    assertThat(node.events.all())
        .contains("Normal SandboxChanged Pod sandbox changed, it will be killed and re-created.");
  }

  @Test
  void missingVolumeKeepsContainersFromStarting() {
    var missing = new AtomicBoolean(true);
    node.volumes =
        new PodVolumes() {
          @Override
          public MountedVolumes mount(Pod pod) {
            if (missing.get()) {
              throw new VolumeFailure("MountVolume.SetUp failed for volume \"v\" : no");
            }
            return MountedVolumes.NONE;
          }

          @Override
          public void unmount(String uid) {}
        };
    node.start().create(web());
    await()
        .until(
            () ->
                node.events
                    .all()
                    .contains(
                        "Warning FailedMount MountVolume.SetUp failed for volume \"v\" : no"));
    node.untilWaiting("web", "ContainerCreating");
    missing.set(false);
    node.advance(Duration.ofSeconds(2));
    node.untilPhase("web", "Running");
  }

  @Test
  void podPastItsDeadlineFails() {
    node.start()
        .create(new PodBuilder(web()).editSpec().withActiveDeadlineSeconds(60L).endSpec().build());
    node.untilPhase("web", "Running");
    node.advance(Duration.ofSeconds(60));
    var pod = node.untilPhase("web", "Failed");
    assertThat(pod.getStatus().getReason()).isEqualTo("DeadlineExceeded");
    assertThat(pod.getStatus().getMessage())
        .isEqualTo("Pod was active on the node longer than the specified deadline");
    await().until(() -> !node.runtime.runs("web"));
  }

  @Test
  void podPastItsDeadlineHasNotFailedWhileItsContainersRun() {
    node.runtime.ignoreSignals("web");
    node.start()
        .create(new PodBuilder(web()).editSpec().withActiveDeadlineSeconds(60L).endSpec().build());
    node.untilPhase("web", "Running");
    node.advance(Duration.ZERO);
    node.time.advance(Duration.ofSeconds(60));
    await().until(() -> isUnready(node.pod("web")));
    var pod = node.pod("web");
    assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
    assertThat(pod.getStatus().getReason()).isNull();
    node.runtime.exit("web", 143);
    node.untilPhase("web", "Failed");
  }

  private static boolean isUnready(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("False"));
  }

  @Test
  void podThatAsksForTooMuchIsRefused() {
    node.start().create(asking("first", "1500m"));
    node.untilPhase("first", "Running");
    node.create(asking("second", "600m"));
    var pod = node.untilPhase("second", "Failed");
    assertThat(pod.getStatus().getReason()).isEqualTo("OutOfcpu");
    assertThat(pod.getStatus().getMessage())
        .isEqualTo(
            "Pod was rejected: Node didn't have enough resource: cpu, requested: 600, used: 1500,"
                + " capacity: 2000");
    assertThat(node.runtime.calls()).doesNotContain("start second#0");
  }

  @Test
  void placeOfAPodThatEndedIsFree() {
    node.start().create(withPolicyAsking("Never", "1500m"));
    node.untilPhase("job", "Running");
    node.runtime.exit("job", 0);
    node.untilPhase("job", "Succeeded");
    node.create(asking("second", "600m"));
    node.untilPhase("second", "Running");
  }

  private static Pod withPolicyAsking(String policy, String cpu) {
    return new PodBuilder(asking("job", cpu))
        .editSpec()
        .withRestartPolicy(policy)
        .endSpec()
        .build();
  }

  @Test
  void podForAnotherSortOfNodeIsRefused() {
    node.start()
        .create(
            new PodBuilder(web()).editSpec().addToNodeSelector("disk", "tape").endSpec().build());
    var pod = node.untilPhase("web", "Failed");
    assertThat(pod.getStatus().getReason()).isEqualTo("NodeAffinity");
    assertThat(pod.getStatus().getMessage())
        .isEqualTo(
            "Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node"
                + " affinity/selector");
  }

  @Test
  void changedImageRestartsTheContainer() {
    node.start().create(web());
    node.untilPhase("web", "Running");
    node.client
        .pods()
        .inNamespace("default")
        .withName("web")
        .edit(
            pod ->
                new PodBuilder(pod)
                    .editSpec()
                    .editFirstContainer()
                    .withImage("web:2")
                    .endContainer()
                    .endSpec()
                    .build());
    var pod = node.until("web", p -> status(p).getRestartCount() == 1);
    assertThat(status(pod).getImage()).isEqualTo("web:2");
    assertThat(node.events.all())
        .contains("Normal Killing Container web definition changed, will be restarted");
  }

  @Test
  void newAgentAdoptsRunningContainers() {
    node.start().create(web());
    var before = node.untilPhase("web", "Running");
    node.stop();
    node.start();
    node.settle();
    node.runtime.exit("web", 1);
    var after = node.until("web", pod -> status(pod).getRestartCount() == 1);
    assertThat(after.getStatus().getPodIP()).isEqualTo(before.getStatus().getPodIP());
    assertThat(node.runtime.calls().stream().filter(call -> call.startsWith("run ")))
        .containsExactly("run web#0");
  }

  @Test
  void newAgentEndsWhatTheApiNoLongerHas() {
    node.start();
    node.client.resource(web()).create();
    node.untilPhase("web", "Running");
    node.stop();
    node.delete("web");
    node.start();
    await().until(() -> node.runtime.containers().isEmpty());
    await().until(() -> node.workers().pods().isEmpty());
  }

  @Test
  void allPodsStopWhenTheNodeIsTakenDown() {
    node.start().create(web());
    node.untilPhase("web", "Running");
    node.workers().stopAll(Duration.ofSeconds(3));
    await().until(() -> !node.workers().isAnyRunning());
    assertThat(node.runtime.calls()).contains("stop web#0 3s");
    node.settle();
    assertThat(node.find("web")).isPresent();
  }

  @Test
  void deadContainersAreRemovedButForTheLastTwo() {
    node.start().create(web());
    for (var i = 0; i < 4; i++) {
      var count = i;
      node.until(
          "web",
          pod ->
              !pod.getStatus().getContainerStatuses().isEmpty()
                  && status(pod).getRestartCount() == count
                  && status(pod).getState().getRunning() != null);
      node.runtime.exit("web", 1);
      node.settle();
      node.advance(Duration.ofMinutes(5));
    }
    node.settle();
    assertThat(node.runtime.containers()).hasSize(2);
  }
}
