package dev.timonier.nodeagent.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.LinuxSecurity;
import dev.timonier.nodeagent.runtime.LinuxSecurity.PrivilegeEscalation;
import dev.timonier.nodeagent.runtime.LinuxSecurity.Seccomp;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeccompTest {
  private static final String NEW_USERS = "unshare -U true 2>&1; grep Seccomp: /proc/self/status";

  @RegisterExtension final TestNode node = new TestNode();

  private static LinuxSecurity security(
      Seccomp kind, Optional<String> profile, PrivilegeEscalation escalation) {
    var usual = ContainerConfigBuilder.security();
    return new LinuxSecurity(
        usual.privilege(),
        usual.runAsUser(),
        usual.runAsGroup(),
        List.of(),
        List.of(),
        List.of(),
        usual.root(),
        escalation,
        kind,
        profile,
        usual.maskedPaths(),
        usual.readOnlyPaths());
  }

  private ContainerId run(LinuxSecurity security, String script) {
    var container =
        node.run(node.sandbox(), config -> config.security(security).script("busybox " + script));
    node.awaitExit(container);
    return container;
  }

  @ParameterizedTest
  @EnumSource
  void defaultProfileForbidsNewNamespaces(PrivilegeEscalation escalation) throws Exception {
    var security = security(Seccomp.RUNTIME_DEFAULT, Optional.empty(), escalation);

    assertThat(node.output(run(security, NEW_USERS)))
        .isEqualTo("unshare: unshare(0x10000000): Operation not permitted\nSeccomp:\t2");
  }

  @Test
  void withoutProfileNewNamespacesArePermitted() throws Exception {
    var security = security(Seccomp.UNCONFINED, Optional.empty(), PrivilegeEscalation.ALLOWED);

    assertThat(node.output(run(security, NEW_USERS))).isEqualTo("Seccomp:\t0");
  }

  private Path profile(String content) throws IOException {
    return Files.writeString(node.directory().resolve("profile.json"), content);
  }

  private Path withoutDirectories() throws IOException {
    return profile(
        """
        {"defaultAction": "SCMP_ACT_ALLOW",
         "syscalls": [{"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO"}]}
        """);
  }

  @Test
  void profileOfTheMachineIsApplied() throws Exception {
    var file = Optional.of(withoutDirectories().toString());
    var security = security(Seccomp.LOCALHOST, file, PrivilegeEscalation.FORBIDDEN);

    assertThat(node.output(run(security, "mkdir /x 2>&1; echo $?")))
        .isEqualTo("mkdir: can't create directory '/x': Operation not permitted\n1");
  }

  @Test
  void profileCountsForCommandsToo() throws Exception {
    var file = Optional.of(withoutDirectories().toString());
    var security = security(Seccomp.LOCALHOST, file, PrivilegeEscalation.ALLOWED);
    var container =
        node.run(node.sandbox(), config -> config.security(security).script("sleep 1000"));

    assertThat(node.exec(container, "busybox", "mkdir", "/x").error())
        .contains("Operation not permitted");
  }

  @Test
  void missingProfileIsNamed() {
    var file = node.directory().resolve("missing.json");
    var security =
        security(Seccomp.LOCALHOST, Optional.of(file.toString()), PrivilegeEscalation.ALLOWED);

    assertThatExceptionOfType(RuntimeFailure.class)
        .isThrownBy(() -> run(security, "true"))
        .withMessage(
            "cannot load seccomp profile \"%1$s\": open %1$s: no such file or directory", file);
  }

  @Test
  void damagedProfileIsNamed() throws Exception {
    var file = profile("{\"defaultAction\": \"SCMP_ACT_SHRUG\"}");
    var security =
        security(Seccomp.LOCALHOST, Optional.of(file.toString()), PrivilegeEscalation.ALLOWED);

    assertThatExceptionOfType(RuntimeFailure.class)
        .isThrownBy(() -> run(security, "true"))
        .withMessage(
            "decoding seccomp profile failed \"%s\": unsupported seccomp action \"SCMP_ACT_SHRUG\"",
            file);
  }
}
