package dev.timonier.nodeagent.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.disk.NodeDirectories;
import dev.timonier.nodeagent.runtime.Image;
import dev.timonier.nodeagent.runtime.LinuxSecurity;
import dev.timonier.nodeagent.runtime.LinuxSecurity.Seccomp;
import dev.timonier.nodeagent.spec.PodContainer;
import dev.timonier.nodeagent.volume.MountedVolumes;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SeccompProfileBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrivilegesTest {
  private static final NodeDirectories PLACES =
      new NodeDirectories(Path.of("/kubelet"), Path.of("/logs"));
  private static final SeccompProfile DEFAULT =
      new SeccompProfileBuilder().withType("RuntimeDefault").build();
  private static final SeccompProfile LOCAL =
      new SeccompProfileBuilder()
          .withType("Localhost")
          .withLocalhostProfile("profiles/a.json")
          .build();
  private static final SecurityContext NOTHING = new SecurityContext();

  private static LinuxSecurity security(SeccompProfile ofPod, SecurityContext ofContainer) {
    var pod =
        new PodBuilder()
            .withNewSpec()
            .withNewSecurityContext()
            .withSeccompProfile(ofPod)
            .endSecurityContext()
            .addNewContainer()
            .withName("main")
            .withSecurityContext(ofContainer)
            .endContainer()
            .endSpec()
            .build();
    var image = new Image("sha256:0", List.of(), List.of(), 1, "");
    var container = PodContainer.regular(pod).getFirst();
    return Privileges.of(
        new ContainerRequest(
            pod, container, 0, image, MountedVolumes.NONE, List.of(), Optional.empty()),
        PLACES);
  }

  private static SecurityContext with(SeccompProfile profile) {
    return new SecurityContextBuilder().withSeccompProfile(profile).build();
  }

  @Test
  void profileOfThePodIsItsContainers() {
    assertThat(security(DEFAULT, NOTHING).seccomp()).isEqualTo(Seccomp.RUNTIME_DEFAULT);
  }

  @Test
  void profileOfAContainerPrecedesThePods() {
    var unconfined = new SeccompProfileBuilder().withType("Unconfined").build();

    assertThat(security(DEFAULT, with(unconfined)).seccomp()).isEqualTo(Seccomp.UNCONFINED);
    assertThat(security(LOCAL, with(DEFAULT)).seccompProfile()).isEmpty();
  }

  @Test
  void profileOfTheMachineIsBelowTheAgentsDirectory() {
    var security = security(DEFAULT, with(LOCAL));

    assertThat(security.seccomp()).isEqualTo(Seccomp.LOCALHOST);
    assertThat(security.seccompProfile()).contains("/kubelet/seccomp/profiles/a.json");
  }

  @Test
  void privilegedContainerHasNoProfile() {
    var privileged = new SecurityContextBuilder().withPrivileged(true).build();

    assertThat(security(DEFAULT, privileged).seccomp()).isEqualTo(Seccomp.UNCONFINED);
  }
}
