package dev.timonier.nodeagent.container;

import dev.timonier.nodeagent.disk.NodeDirectories;
import dev.timonier.nodeagent.runtime.LinuxSecurity;
import dev.timonier.nodeagent.spec.PodName;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a container's process may do: the container's security context, and the pod's where that
/// says nothing.
final class Privileges {
  private final NodeDirectories places;
  private final ContainerRequest request;
  private final Optional<PodSecurityContext> pod;
  private final Optional<SecurityContext> container;

  private Privileges(ContainerRequest request, NodeDirectories places) {
    this.places = places;
    this.request = request;
    this.pod = Optional.ofNullable(request.pod().getSpec().getSecurityContext());
    this.container = Optional.ofNullable(request.container().spec().getSecurityContext());
  }

  /// @throws StartFailure when the container must not run as root and would
  static LinuxSecurity of(ContainerRequest request, NodeDirectories places) {
    var privileges = new Privileges(request, places);
    privileges.verifyUser();
    return privileges.security();
  }

  private LinuxSecurity security() {
    var seccomp = seccomp();
    var isMasked = !isPrivileged() && !"Unmasked".equals(procMount());
    return new LinuxSecurity(
        isPrivileged() ? LinuxSecurity.Privilege.PRIVILEGED : LinuxSecurity.Privilege.CONFINED,
        user(),
        number(SecurityContext::getRunAsGroup, PodSecurityContext::getRunAsGroup),
        groups(),
        capabilities(Capabilities::getAdd),
        capabilities(Capabilities::getDrop),
        is(SecurityContext::getReadOnlyRootFilesystem)
            ? LinuxSecurity.RootFileSystem.READ_ONLY
            : LinuxSecurity.RootFileSystem.WRITABLE,
        escalation(),
        seccomp.map(Privileges::kind).orElse(LinuxSecurity.Seccomp.UNCONFINED),
        seccomp
            .map(SeccompProfile::getLocalhostProfile)
            .map(name -> places.seccompProfile(name).toString()),
        isMasked ? LinuxSecurity.DEFAULT_MASKED_PATHS : List.of(),
        isMasked ? LinuxSecurity.DEFAULT_READ_ONLY_PATHS : List.of());
  }

  private OptionalLong user() {
    return number(SecurityContext::getRunAsUser, PodSecurityContext::getRunAsUser);
  }

  private OptionalLong number(
      Function<SecurityContext, @Nullable Long> own,
      Function<PodSecurityContext, @Nullable Long> ofPod) {
    return container
        .<Long>map(own)
        .or(() -> pod.map(ofPod))
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  private List<Long> groups() {
    var more = pod.map(PodSecurityContext::getSupplementalGroups).orElse(List.of());
    var files = pod.map(PodSecurityContext::getFsGroup).stream();
    return Stream.concat(more.stream(), files).distinct().toList();
  }

  private List<String> capabilities(Function<Capabilities, @Nullable List<String>> which) {
    return container.map(SecurityContext::getCapabilities).map(which).orElse(List.of());
  }

  private boolean is(Function<SecurityContext, @Nullable Boolean> flag) {
    return Boolean.TRUE.equals(container.<Boolean>map(flag).orElse(false));
  }

  private boolean isPrivileged() {
    return is(SecurityContext::getPrivileged);
  }

  private LinuxSecurity.PrivilegeEscalation escalation() {
    var allowed = container.map(SecurityContext::getAllowPrivilegeEscalation).orElse(true);
    return allowed || isPrivileged()
        ? LinuxSecurity.PrivilegeEscalation.ALLOWED
        : LinuxSecurity.PrivilegeEscalation.FORBIDDEN;
  }

  private String procMount() {
    return container.map(SecurityContext::getProcMount).orElse("Default");
  }

  /// A privileged container has none.
  private Optional<SeccompProfile> seccomp() {
    return isPrivileged()
        ? Optional.empty()
        : container
            .map(SecurityContext::getSeccompProfile)
            .or(() -> pod.map(PodSecurityContext::getSeccompProfile));
  }

  private static LinuxSecurity.Seccomp kind(SeccompProfile profile) {
    return switch (Objects.requireNonNullElse(profile.getType(), "Unconfined")) {
      case "RuntimeDefault" -> LinuxSecurity.Seccomp.RUNTIME_DEFAULT;
      case "Localhost" -> LinuxSecurity.Seccomp.LOCALHOST;
      default -> LinuxSecurity.Seccomp.UNCONFINED;
    };
  }

  private void verifyUser() {
    var demanded =
        container
            .map(SecurityContext::getRunAsNonRoot)
            .or(() -> pod.map(PodSecurityContext::getRunAsNonRoot))
            .orElse(false);
    if (demanded) {
      rootReason().ifPresent(this::refuse);
    }
  }

  /// Why the process would be, or might be, root.
  private Optional<String> rootReason() {
    if (user().isPresent()) {
      return user().getAsLong() == 0
          ? Optional.of("container's runAsUser breaks non-root policy")
          : Optional.empty();
    }
    var name = request.image().user().split(":", 2)[0];
    if (name.isEmpty() || name.equals("0")) {
      return Optional.of("container has runAsNonRoot and image will run as root");
    }
    return name.chars().allMatch(Character::isDigit)
        ? Optional.empty()
        : Optional.of(
            "container has runAsNonRoot and image has non-numeric user ("
                + name
                + "), cannot verify user is non-root");
  }

  private void refuse(String why) {
    throw StartFailure.config(
        "%s (pod: \"%s\", container: %s)"
            .formatted(why, PodName.withUid(request.pod()), request.container().name()));
  }
}
