package dev.timonier.server.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.server.admission.podsecurity.PodSecurityConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdmissionConfigurationTest {
  private static final String TYPE =
      "apiVersion: apiserver.config.k8s.io/v1, kind: AdmissionConfiguration";
  private static final String OWN_TYPE =
      "apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration";
  private static final String OWN =
      "{"
          + OWN_TYPE
          + ", defaults: {enforce: baseline, enforce-version: v1.30, warn: restricted},"
          + " exemptions: {usernames: [jane], namespaces: [kube-system], runtimeClasses: [kata]}}";

  @TempDir private Path directory;

  private AdmissionConfiguration read(String text) throws IOException {
    return AdmissionConfiguration.read(
        Files.writeString(directory.resolve("admission.yaml"), text));
  }

  private static String whole(String plugin) {
    return "{" + TYPE + ", plugins: [" + plugin + "]}";
  }

  private static String own(String rest) {
    return whole("{name: PodSecurity, configuration: {" + OWN_TYPE + ", " + rest + "}}");
  }

  @Test
  void defaultsAndExemptionsAreRead() throws IOException {
    var read = read(whole("{name: PodSecurity, configuration: " + OWN + "}")).podSecurity();
    assertThat(read.defaults().enforce()).hasToString("baseline:v1.30");
    assertThat(read.defaults().audit()).hasToString("privileged:latest");
    assertThat(read.defaults().warn()).hasToString("restricted:latest");
    assertThat(read.users()).containsExactly("jane");
    assertThat(read.namespaces()).containsExactly("kube-system");
    assertThat(read.runtimeClasses()).containsExactly("kata");
  }

  @Test
  void pluginsConfigurationMayLieInAFileBeside() throws IOException {
    var direct = read(whole("{name: PodSecurity, configuration: " + OWN + "}"));
    Files.writeString(directory.resolve("own.yaml"), OWN);
    assertThat(read(whole("{name: PodSecurity, path: own.yaml}"))).isEqualTo(direct);
  }

  @Test
  void nothingIsSetUpWhereTheFileSaysNothing() throws IOException {
    assertThat(read("{" + TYPE + "}").podSecurity()).isEqualTo(PodSecurityConfiguration.DEFAULT);
    assertThat(read(own("defaults: {}")).podSecurity()).isEqualTo(PodSecurityConfiguration.DEFAULT);
  }

  private record Refusal(String text, String why) {}

  static Stream<Refusal> refusals() {
    return Stream.of(
        new Refusal("{kind: AdmissionConfiguration}", "is no AdmissionConfiguration"),
        new Refusal("[]", "holds no object"),
        new Refusal("{", "error converting YAML"),
        new Refusal(
            whole("{name: EventRateLimit}"),
            "the plugin \"EventRateLimit\" takes no configuration"),
        new Refusal(
            whole("{name: PodSecurity, configuration: {kind: Other}}"),
            "is no PodSecurityConfiguration"),
        new Refusal(
            own("defaults: {enforce: strict}"),
            "defaults.enforce: Invalid value: \"strict\": must be one of privileged, baseline,"
                + " restricted"),
        new Refusal(
            own("defaults: {warn-version: v2}"),
            "defaults.warn-version: Invalid value: \"v2\": must be \"latest\" or \"v1.x\""),
        new Refusal(
            own("exemptions: {namespaces: [a, a]}"),
            "exemptions.namespaces[1]: Duplicate value: \"a\""),
        new Refusal(
            own("exemptions: {usernames: ['']}"),
            "exemptions.usernames[0]: Invalid value: \"\": username must not be empty"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void fileIsRefusedThatCannotBeFollowed(Refusal refusal) {
    assertThatThrownBy(() -> read(refusal.text()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(refusal.why());
  }
}
