package dev.timonier.server.resource.core.podspec;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// How long and how many things in a pod may be.
class PodLimitsTest {
  @AutoClose private final LocalApi api = new LocalApi();

  /// @param spec with so many, or of such a length
  private record Limit(String name, int most, IntFunction<String> spec, String fault) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Limit spec(String name, int most, IntFunction<String> spec, String fault) {
    IntFunction<String> whole = n -> "containers: [{name: c, image: i}], " + spec.apply(n);
    return new Limit(name, most, whole, fault);
  }

  private static Limit container(String name, int most, IntFunction<String> fields, String fault) {
    IntFunction<String> whole = n -> "containers: [{name: c, image: i, " + fields.apply(n) + "}]";
    return new Limit(name, most, whole, fault);
  }

  private static Limit windows(String name, int most, IntFunction<String> option, String fault) {
    return container(
        name,
        most,
        n -> "securityContext: {windowsOptions: {" + option.apply(n) + "}}",
        "securityContext.windowsOptions." + fault);
  }

  private static String list(int count, IntFunction<String> element) {
    return IntStream.range(0, count).mapToObj(element).collect(joining(", ", "[", "]"));
  }

  private static String letters(int count) {
    return "a".repeat(count);
  }

  /// As long as several labels of a domain, with spaces between.
  private static String searches(int characters) {
    var last = characters - 8 * 251;
    return list(9, i -> labels(i < 8 ? 250 : last));
  }

  private static String labels(int characters) {
    return "a.".repeat((characters - 1) / 2) + (characters % 2 == 0 ? "aa" : "a");
  }

  static final List<Limit> LIMITS =
      List.of(
          spec(
              "paths to search",
              32,
              n -> "dnsConfig: {searches: " + list(n, i -> "a" + i) + "}",
              "dnsConfig.searches: <value>: must not have more than 32 search paths"),
          spec(
              "characters of paths to search",
              2048,
              n -> "dnsConfig: {searches: " + searches(n) + "}",
              "dnsConfig.searches: <value>: must not have more than 2048 characters (including spaces)"
                  + " in the search list"),
          spec(
              "name of a setting of the kernel",
              253,
              n -> "securityContext: {sysctls: [{name: " + letters(n) + ", value: '1'}]}",
              "securityContext.sysctls[0].name: <value>: must have at most 253 characters and match"
                  + " regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$"),
          spec(
              "profile of a pod",
              4095,
              n ->
                  "securityContext: {appArmorProfile: {type: Localhost, localhostProfile: "
                      + letters(n)
                      + "}}",
              "securityContext.appArmorProfile.localhostProfile: Too long: may not be more than 4095"
                  + " bytes"),
          spec(
              "driver of a volume",
              63,
              n -> "volumes: [{name: v, csi: {driver: " + letters(n) + "}}]",
              "volumes[0].csi.driver: Too long: may not be more than 63 bytes"),
          spec(
              "tenant of a volume",
              64,
              n ->
                  "volumes: [{name: v, quobyte: {registry: 'a:1', volume: v, tenant: "
                      + letters(n)
                      + "}}]",
              "volumes[0].quobyte.tenant: Required value: must be a UUID and may not exceed a length of"
                  + " 64 characters"),
          container(
              "rules of restarts",
              20,
              n ->
                  "restartPolicy: Never, restartPolicyRules: "
                      + list(n, _ -> "{action: Restart, exitCodes: {operator: In, values: [1]}}"),
              "restartPolicyRules: Too many: 21: must have at most 20 items"),
          container(
              "exit codes of a rule",
              255,
              n ->
                  "restartPolicy: Never, restartPolicyRules: [{action: Restart, exitCodes: {operator:"
                      + " In, values: "
                      + list(n, Integer::toString)
                      + "}}]",
              "restartPolicyRules[0].exitCodes.values: Too many: 256: must have at most 255 items"),
          windows(
              "credentials",
              64 * 1024,
              n -> "gmsaCredentialSpec: " + letters(n),
              "gmsaCredentialSpec: <value>: gmsaCredentialSpec size must be under 64 KiB"),
          windows(
              "user",
              104,
              n -> "runAsUserName: " + letters(n),
              "runAsUserName: <value>: runAsUserName's User length must not be longer than 104"
                  + " characters"),
          windows(
              "bytes of a user",
              104,
              n -> "runAsUserName: " + "é".repeat(n / 2) + letters(n % 2),
              "runAsUserName: <value>: runAsUserName's User length must not be longer than 104"
                  + " characters"),
          windows(
              "domain of a user",
              255,
              n -> "runAsUserName: '" + labels(n) + "\\u'",
              "runAsUserName: <value>: runAsUserName's Domain length must be under 256 characters"));

  @ParameterizedTest
  @FieldSource("LIMITS")
  void moreThanTheLimitIsRefused(Limit limit) {
    assertThat(faults(limit.spec().apply(limit.most()))).isEmpty();
    api.delete("apiVersion: v1, kind: Pod", "p");
    var fault = limit.fault().split(" ?<value>", 2);
    assertThat(faults(limit.spec().apply(limit.most() + 1)))
        .singleElement(as(STRING))
        .contains(fault[0])
        .endsWith(fault[fault.length - 1]);
  }

  private List<String> faults(String spec) {
    return LocalApi.faults(
        () -> api.create("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {" + spec + "}}"));
  }
}
