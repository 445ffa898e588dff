package dev.timonier.controllers.runtime;

import dev.timonier.machinery.status.Reason;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why the API refused a request.
///
/// @param code of HTTP; 0 where no answer came
/// @param reason as in `AlreadyExists`; may be empty
/// @param message as events and conditions show it
public record Rejection(int code, String reason, String message, Optional<Status> status) {
  public static Rejection of(KubernetesClientException failure) {
    var status = Optional.ofNullable(failure.getStatus());
    return new Rejection(
        failure.getCode(),
        status.map(Status::getReason).orElse(""),
        status.map(Status::getMessage).orElse(text(failure.getMessage())),
        status);
  }

  public boolean is(Reason expected) {
    return reason.equals(expected.name());
  }

  /// The object, or the resource, is not there.
  public boolean notFound() {
    return code == HttpURLConnection.HTTP_NOT_FOUND;
  }

  /// The namespace is being deleted, so that nothing can be created in it any more.
  public boolean namespaceTerminates() {
    return hasCause("NamespaceTerminating");
  }

  private boolean hasCause(String cause) {
    return status
        .filter(s -> s.getDetails() != null && s.getDetails().getCauses() != null)
        .map(s -> s.getDetails().getCauses())
        .filter(causes -> causes.stream().anyMatch(c -> cause.equals(c.getReason())))
        .isPresent();
  }

  private static String text(@Nullable String message) {
    return Objects.requireNonNullElse(message, "");
  }
}
