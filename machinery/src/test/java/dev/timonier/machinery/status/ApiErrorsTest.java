package dev.timonier.machinery.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.catalog.GroupKind;
import dev.timonier.machinery.catalog.GroupResource;
import io.fabric8.kubernetes.api.model.StatusCause;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApiErrorsTest {
  private static final GroupResource DEPLOYMENTS = new GroupResource("apps", "deployments");
  private static final GroupResource PODS = new GroupResource("", "pods");

  record Form(ApiException error, int code, String reason, String message) {}

  static Stream<Form> forms() {
    return Stream.of(
        new Form(
            ApiErrors.notFound(DEPLOYMENTS, "web"),
            404,
            "NotFound",
            "deployments.apps \"web\" not found"),
        new Form(
            ApiErrors.alreadyExists(PODS, "a"), 409, "AlreadyExists", "pods \"a\" already exists"),
        new Form(ApiErrors.forbidden(PODS, "", "no"), 403, "Forbidden", "pods is forbidden: no"),
        new Form(
            ApiErrors.forbidden(PODS, "a", "no"), 403, "Forbidden", "pods \"a\" is forbidden: no"),
        new Form(
            ApiErrors.modified(PODS, "a"),
            409,
            "Conflict",
            "Operation cannot be fulfilled on pods \"a\": the object has been modified; please apply"
                + " your changes to the latest version and try again"),
        new Form(
            ApiErrors.tooLargeResourceVersion(9, 5),
            504,
            "Timeout",
            "Timeout: Too large resource version: 9, current: 5"),
        new Form(ApiErrors.internal("x"), 500, "InternalError", "Internal error occurred: x"),
        new Form(
            ApiErrors.tooManyRequests("later", Duration.ofSeconds(1), List.of()),
            429,
            "TooManyRequests",
            "later"));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void errorHasKubernetesForm(Form form) {
    assertThat(form.error.code()).isEqualTo(form.code);
    assertThat(form.error.status().getReason()).isEqualTo(form.reason);
    assertThat(form.error.status().getMessage()).isEqualTo(form.message);
    assertThat(form.error.status().getStatus()).isEqualTo("Failure");
  }

  @Test
  void invalidObjectListsEveryFaultOnceAndAllCauses() {
    var replicas = FieldError.invalid("spec.replicas", "-1", "must be positive");
    var name = FieldError.required("metadata.name", "");
    var error =
        ApiErrors.invalid(new GroupKind("apps", "Deployment"), "x", List.of(replicas, name, name));
    assertThat(error)
        .hasMessage(
            "Deployment.apps \"x\" is invalid: [spec.replicas: Invalid value: -1: must be positive,"
                + " metadata.name: Required value]");
    assertThat(error.status().getDetails().getCauses())
        .extracting(StatusCause::getReason)
        .containsExactly("FieldValueInvalid", "FieldValueRequired", "FieldValueRequired");
  }

  @Test
  void coreResourcesHaveNoGroupInTheirDetails() {
    assertThat(ApiErrors.notFound(PODS, "a").status().getDetails().getGroup()).isNull();
    assertThat(ApiErrors.notFound(DEPLOYMENTS, "a").status().getDetails().getGroup())
        .isEqualTo("apps");
  }
}
