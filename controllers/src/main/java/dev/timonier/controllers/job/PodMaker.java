package dev.timonier.controllers.job;

import dev.timonier.controllers.job.PodPlan.NewPod;
import dev.timonier.controllers.runtime.PodControl;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Objects;

/// Makes a Job's pods from its template; pure.
final class PodMaker {
  private static final String VARIABLE = "JOB_COMPLETION_INDEX";
  private static final int LONGEST_PREFIX = 58;

  private PodMaker() {}

  static Pod make(Job job, NewPod wanted) {
    var pod =
        PodControl.fromTemplate(job.getSpec().getTemplate(), job)
            .editMetadata()
            .removeFromFinalizers(Jobs.FINALIZER)
            .addToFinalizers(Jobs.FINALIZER)
            .endMetadata()
            .build();
    return wanted.index().map(index -> indexed(job, pod, index, wanted)).orElse(pod);
  }

  private static Pod indexed(Job job, Pod pod, int index, NewPod wanted) {
    var text = Integer.toString(index);
    var builder =
        new PodBuilder(pod)
            .editMetadata()
            .withGenerateName(prefix(job.getMetadata().getName(), index))
            .addToAnnotations(PodIndex.INDEX, text)
            .addToLabels(PodIndex.INDEX, text)
            .endMetadata()
            .editSpec()
            .withHostname(job.getMetadata().getName() + "-" + index)
            .withInitContainers(withVariable(pod.getSpec().getInitContainers()))
            .withContainers(withVariable(pod.getSpec().getContainers()))
            .endSpec();
    return Jobs.indexBackoffLimit(job).isPresent()
        ? withFailures(job, builder, wanted)
        : builder.build();
  }

  private static String prefix(String job, int index) {
    var end = "-" + index + "-";
    return job.substring(0, Math.min(job.length(), LONGEST_PREFIX - end.length())) + end;
  }

  private static List<Container> withVariable(List<Container> containers) {
    return Objects.requireNonNullElse(containers, List.<Container>of()).stream()
        .map(PodMaker::withVariable)
        .toList();
  }

  private static Container withVariable(Container container) {
    var present = Objects.requireNonNullElse(container.getEnv(), List.<EnvVar>of());
    return present.stream().anyMatch(variable -> variable.getName().equals(VARIABLE))
        ? container
        : new ContainerBuilder(container)
            .addToEnv(
                new EnvVarBuilder()
                    .withName(VARIABLE)
                    .withNewValueFrom()
                    .withNewFieldRef()
                    .withFieldPath("metadata.labels['" + PodIndex.INDEX + "']")
                    .endFieldRef()
                    .endValueFrom()
                    .build())
            .build();
  }

  private static Pod withFailures(Job job, PodBuilder pod, NewPod wanted) {
    var counted = wanted.replaced().map(PodIndex::failures).orElse(0);
    var ignored = wanted.replaced().map(PodIndex::ignoredFailures).orElse(0);
    if (wanted.replaced().isPresent()) {
      if (FailureVerdict.of(job, wanted.replaced().get()).counts()) {
        counted++;
      } else {
        ignored++;
      }
    }
    var metadata =
        pod.editMetadata().addToAnnotations(PodIndex.FAILURES, Integer.toString(counted));
    if (ignored > 0) {
      metadata.addToAnnotations(PodIndex.IGNORED_FAILURES, Integer.toString(ignored));
    }
    return metadata.endMetadata().build();
  }
}
