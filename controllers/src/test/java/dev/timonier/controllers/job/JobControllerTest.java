package dev.timonier.controllers.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Samples;
import dev.timonier.controllers.runtime.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(context -> JobController.create(context, 2));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void asManyPodsRunAsMayRunSideBySide() {
    var job = create(spec -> spec.withCompletions(5).withParallelism(2));
    assertThat(plane.podsOf(job))
        .hasSize(2)
        .allSatisfy(pod -> assertThat(pod.getMetadata().getFinalizers()).contains(Jobs.FINALIZER));
    assertThat(status(job).getActive()).isEqualTo(2);
    assertThat(status(job).getStartTime()).isEqualTo(plane.time().instant().toString());
    assertThat(plane.events())
        .hasSize(2)
        .allSatisfy(event -> assertThat(event).startsWith("SuccessfulCreate Created pod: work-"));
  }

  @Test
  void jobIsCompleteWhenEnoughPodsHaveSucceeded() {
    var job = create(spec -> spec.withCompletions(3).withParallelism(2));
    end(plane.podsOf(job), "Succeeded");
    assertThat(status(job).getSucceeded()).isEqualTo(2);
    assertThat(active(job)).hasSize(1);
    end(active(job), "Succeeded");
    assertThat(conditions(job))
        .containsExactly(
            "SuccessCriteriaMet CompletionsReached Reached expected number of succeeded pods",
            "Complete CompletionsReached Reached expected number of succeeded pods");
    assertThat(status(job).getSucceeded()).isEqualTo(3);
    assertThat(status(job).getCompletionTime()).isNotNull();
    assertThat(status(job).getUncountedTerminatedPods().getSucceeded()).isEmpty();
    assertThat(plane.podsOf(job))
        .hasSize(3)
        .allSatisfy(pod -> assertThat(pod.getMetadata().getFinalizers()).isEmpty());
    assertThat(plane.events()).contains("Completed Job completed");
  }

  @Test
  void withoutCompletionsOneSuccessIsEnoughAndNoMorePodsCome() {
    var job = create(spec -> spec.withCompletions(null).withParallelism(3));
    end(List.of(plane.podsOf(job).getFirst()), "Succeeded");
    assertThat(plane.podsOf(job)).hasSize(3);
    assertThat(conditions(job)).isEmpty();
    end(active(job), "Succeeded");
    assertThat(conditions(job)).hasSize(2);
  }

  @Test
  void eachFailureMakesTheNextPodWaitTwiceAsLong() {
    var job = create(spec -> spec.withCompletions(1));
    end(active(job), "Failed");
    assertThat(status(job).getFailed()).isEqualTo(1);
    plane.pass(Duration.ofSeconds(9));
    assertThat(active(job)).isEmpty();
    plane.pass(Duration.ofSeconds(1));
    assertThat(active(job)).hasSize(1);
    end(active(job), "Failed");
    plane.pass(Duration.ofSeconds(19));
    assertThat(active(job)).isEmpty();
    plane.pass(Duration.ofSeconds(1));
    assertThat(active(job)).hasSize(1);
  }

  @Test
  void tooManyFailuresEndTheJobAndItsOtherPods() {
    var job = create(spec -> spec.withCompletions(3).withParallelism(3).withBackoffLimit(0));
    end(List.of(plane.podsOf(job).getFirst()), "Failed");
    assertThat(conditions(job))
        .containsExactly(
            "FailureTarget BackoffLimitExceeded Job has reached the specified backoff limit",
            "Failed BackoffLimitExceeded Job has reached the specified backoff limit");
    assertThat(status(job).getFailed()).isEqualTo(3);
    assertThat(status(job).getActive()).isNull();
    assertThat(status(job).getTerminating()).isZero();
    assertThat(plane.podsOf(job)).hasSize(1);
    assertThat(plane.events())
        .contains("BackoffLimitExceeded Job has reached the specified backoff limit");
  }

  @Test
  void jobFailsOnlyWhenItsLastPodIsGone() {
    var job = create(spec -> spec.withCompletions(2).withParallelism(2).withBackoffLimit(0));
    var pods = plane.podsOf(job).stream().map(this::bound).toList();
    end(List.of(pods.getFirst()), "Failed");
    assertThat(conditions(job)).hasSize(1);
    assertThat(status(job).getTerminating()).isEqualTo(1);
    plane.client().resource(pods.getLast()).withGracePeriod(0).delete();
    plane.settle();
    assertThat(conditions(job)).hasSize(2);
    assertThat(status(job).getFailed()).isEqualTo(2);
  }

  @Test
  void restartsCountWherePodsRestartTheirContainers() {
    var job = create(spec -> spec.withCompletions(1).withBackoffLimit(2), "OnFailure");
    var pod = plane.podsOf(job).getFirst();
    restarts(pod, 1);
    assertThat(conditions(job)).isEmpty();
    restarts(pod, 2);
    assertThat(conditions(job)).hasSize(2).first().asString().contains("BackoffLimitExceeded");
  }

  @Test
  void deadlineEndsTheJob() {
    var job = create(spec -> spec.withCompletions(1).withActiveDeadlineSeconds(30L));
    plane.pass(Duration.ofSeconds(29));
    assertThat(conditions(job)).isEmpty();
    plane.pass(Duration.ofSeconds(1));
    assertThat(conditions(job))
        .containsExactly(
            "FailureTarget DeadlineExceeded Job was active longer than specified deadline",
            "Failed DeadlineExceeded Job was active longer than specified deadline");
    assertThat(plane.podsOf(job)).isEmpty();
  }

  @Test
  void suspendedJobLosesItsPodsAndStartsAnewWhenResumed() {
    var job = create(spec -> spec.withCompletions(2).withParallelism(2));
    edit(job, spec -> spec.withSuspend(true));
    assertThat(plane.podsOf(job)).isEmpty();
    assertThat(conditions(job)).containsExactly("Suspended JobSuspended Job suspended");
    assertThat(status(job).getFailed()).isNull();
    plane.pass(Duration.ofMinutes(5));
    edit(job, spec -> spec.withSuspend(false));
    assertThat(plane.podsOf(job)).hasSize(2);
    assertThat(status(job).getConditions())
        .singleElement()
        .satisfies(c -> assertThat(c.getStatus()).isEqualTo("False"))
        .satisfies(c -> assertThat(c.getReason()).isEqualTo("JobResumed"));
    assertThat(status(job).getStartTime()).isEqualTo(plane.time().instant().toString());
    assertThat(plane.events()).contains("Suspended Job suspended", "Resumed Job resumed");
  }

  @Test
  void lessParallelismRemovesPodsWithoutFailures() {
    var job = create(spec -> spec.withCompletions(9).withParallelism(4));
    edit(job, spec -> spec.withParallelism(1));
    assertThat(plane.podsOf(job)).hasSize(1);
    assertThat(status(job).getFailed()).isNull();
    assertThat(status(job).getActive()).isEqualTo(1);
  }

  @Test
  void deletedPodCountsAsFailedAndIsReplaced() {
    var job = create(spec -> spec.withCompletions(1));
    plane.client().resource(plane.podsOf(job).getFirst()).delete();
    plane.settle();
    assertThat(status(job).getFailed()).isEqualTo(1);
    plane.pass(Duration.ofSeconds(10));
    assertThat(active(job)).hasSize(1);
  }

  @Test
  void indexedPodsAreNamedByTheirIndex() {
    var job = create(spec -> indexed(spec, 3));
    assertThat(plane.podsOf(job))
        .extracting(pod -> pod.getSpec().getHostname())
        .containsExactly("work-0", "work-1", "work-2");
    var pod = plane.podsOf(job).get(1);
    assertThat(pod.getMetadata().getGenerateName()).isEqualTo("work-1-");
    assertThat(pod.getMetadata().getLabels()).containsEntry(PodIndex.INDEX, "1");
    assertThat(pod.getMetadata().getAnnotations()).containsEntry(PodIndex.INDEX, "1");
    assertThat(pod.getSpec().getContainers().getFirst().getEnv())
        .singleElement()
        .satisfies(variable -> assertThat(variable.getName()).isEqualTo("JOB_COMPLETION_INDEX"));
  }

  @Test
  void eachIndexSucceedsOnce() {
    var job = create(spec -> indexed(spec, 4).withParallelism(2));
    end(List.of(plane.podsOf(job).getLast()), "Succeeded");
    assertThat(status(job).getCompletedIndexes()).isEqualTo("1");
    assertThat(active(job)).extracting(pod -> PodIndex.of(pod).orElseThrow()).contains(0, 2);
    while (!active(job).isEmpty()) {
      end(active(job), "Succeeded");
    }
    assertThat(status(job).getCompletedIndexes()).isEqualTo("0-3");
    assertThat(status(job).getSucceeded()).isEqualTo(4);
    assertThat(conditions(job)).hasSize(2);
  }

  @Test
  void failuresAreCountedForEachIndexWhereThatIsAsked() {
    var job =
        create(
            spec ->
                indexed(spec, 2).withBackoffLimit(Integer.MAX_VALUE).withBackoffLimitPerIndex(1));
    end(of(job, 0), "Failed");
    plane.pass(Duration.ofSeconds(10));
    assertThat(of(job, 0))
        .singleElement()
        .satisfies(pod -> assertThat(PodIndex.failures(pod)).isEqualTo(1));
    end(of(job, 0), "Failed");
    assertThat(status(job).getFailedIndexes()).isEqualTo("0");
    assertThat(conditions(job)).isEmpty();
    end(of(job, 1), "Succeeded");
    assertThat(conditions(job))
        .containsExactly(
            "FailureTarget FailedIndexes Job has failed indexes",
            "Failed FailedIndexes Job has failed indexes");
    assertThat(status(job).getFailed()).isEqualTo(2);
  }

  @Test
  void failurePolicyEndsTheJobAtOnce() {
    var job = create(spec -> failing(spec, "FailJob"));
    var pod = plane.podsOf(job).getFirst();
    exit(pod, 42);
    assertThat(conditions(job))
        .contains(
            "Failed PodFailurePolicy Container c for pod default/"
                + pod.getMetadata().getName()
                + " failed with exit code 42 matching FailJob rule at index 0");
  }

  @Test
  void ignoredFailureDoesNotCount() {
    var job = create(spec -> failing(spec, "Ignore").withBackoffLimit(0));
    exit(plane.podsOf(job).getFirst(), 42);
    plane.pass(Duration.ofSeconds(10));
    assertThat(status(job).getFailed()).isNull();
    assertThat(active(job)).hasSize(1);
    exit(active(job).getFirst(), 1);
    assertThat(conditions(job)).hasSize(2);
  }

  @Test
  void successPolicyEndsTheJobBeforeAllIndexesAreDone() {
    var job =
        create(
            spec ->
                indexed(spec, 5)
                    .withNewSuccessPolicy()
                    .addNewRule()
                    .withSucceededIndexes("0,2-3")
                    .withSucceededCount(2)
                    .endRule()
                    .endSuccessPolicy());
    end(of(job, 4), "Succeeded");
    end(of(job, 2), "Succeeded");
    assertThat(conditions(job)).isEmpty();
    end(of(job, 3), "Succeeded");
    assertThat(conditions(job))
        .containsExactly(
            "SuccessCriteriaMet SuccessPolicy Matched rules at index 0",
            "Complete SuccessPolicy Matched rules at index 0");
    assertThat(status(job).getCompletedIndexes()).isEqualTo("2-4");
    assertThat(status(job).getFailed()).isNull();
  }

  @Test
  void podsOfVanishedJobAreFreed() {
    var job = create(spec -> spec.withCompletions(1));
    var pod = plane.podsOf(job).getFirst();
    plane.client().resource(job).delete();
    plane.settle();
    assertThat(plane.read(pod).getMetadata().getFinalizers()).isEmpty();
  }

  @Test
  void otherControllersJobIsLeftAlone() {
    var job = create(spec -> spec.withManagedBy("example.com/queue"));
    assertThat(plane.podsOf(job)).isEmpty();
    assertThat(plane.read(job).getStatus()).isNull();
  }

  private Job create(UnaryOperator<JobSpecBuilder> change) {
    return create(change, "Never");
  }

  private Job create(UnaryOperator<JobSpecBuilder> change, String restartPolicy) {
    var spec =
        new JobSpecBuilder()
            .withParallelism(1)
            .withSelector(Samples.selector("work"))
            .withTemplate(Samples.template("work", "i:1"))
            .editTemplate()
            .editSpec()
            .withRestartPolicy(restartPolicy)
            .endSpec()
            .endTemplate();
    var job =
        plane
            .api()
            .create(
                new JobBuilder()
                    .withNewMetadata()
                    .withNamespace("default")
                    .withName("work")
                    .endMetadata()
                    .withSpec(change.apply(spec).build())
                    .build());
    plane.settle();
    return job;
  }

  private void edit(Job job, UnaryOperator<JobSpecBuilder> change) {
    plane.edit(
        job,
        j ->
            new JobBuilder(j)
                .withSpec(change.apply(new JobSpecBuilder(j.getSpec())).build())
                .build());
    plane.settle();
  }

  private static JobSpecBuilder indexed(JobSpecBuilder spec, int completions) {
    return spec.withCompletionMode("Indexed")
        .withCompletions(completions)
        .withParallelism(completions);
  }

  private static JobSpecBuilder failing(JobSpecBuilder spec, String action) {
    return spec.withCompletions(1)
        .withNewPodFailurePolicy()
        .addNewRule()
        .withAction(action)
        .withNewOnExitCodes()
        .withContainerName("c")
        .withOperator("In")
        .withValues(42)
        .endOnExitCodes()
        .endRule()
        .endPodFailurePolicy();
  }

  private List<Pod> active(Job job) {
    return plane.podsOf(job).stream().filter(Pods::active).toList();
  }

  private List<Pod> of(Job job, int index) {
    return active(job).stream().filter(pod -> PodIndex.of(pod).orElseThrow() == index).toList();
  }

  private void end(Collection<Pod> pods, String phase) {
    pods.forEach(
        pod -> {
          var ended =
              new PodBuilder(plane.read(pod))
                  .editOrNewStatus()
                  .withPhase(phase)
                  .addNewCondition()
                  .withType("Ready")
                  .withStatus("False")
                  .withLastTransitionTime(plane.time().instant().toString())
                  .endCondition()
                  .endStatus()
                  .build();
          plane.client().resource(ended).updateStatus();
        });
    plane.settle();
  }

  private void exit(Pod pod, int code) {
    var ended =
        new PodBuilder(plane.read(pod))
            .editOrNewStatus()
            .withPhase("Failed")
            .addNewContainerStatus()
            .withName("c")
            .withNewState()
            .withNewTerminated()
            .withExitCode(code)
            .withFinishedAt(plane.time().instant().toString())
            .endTerminated()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build();
    plane.client().resource(ended).updateStatus();
    plane.settle();
  }

  private void restarts(Pod pod, int count) {
    var restarted =
        new PodBuilder(plane.read(pod))
            .withNewStatus()
            .withPhase("Running")
            .addNewContainerStatus()
            .withName("c")
            .withRestartCount(count)
            .endContainerStatus()
            .endStatus()
            .build();
    plane.client().resource(restarted).updateStatus();
    plane.settle();
  }

  /// A pod on a node does not vanish when it is deleted: the node has to end it first.
  private Pod bound(Pod pod) {
    var bound = new PodBuilder(pod).editSpec().withNodeName("n").endSpec().build();
    return plane.client().resource(bound).update();
  }

  private JobStatus status(Job job) {
    return plane.read(job).getStatus();
  }

  private List<String> conditions(Job job) {
    return status(job).getConditions().stream()
        .map(c -> c.getType() + " " + c.getReason() + " " + c.getMessage())
        .toList();
  }
}
