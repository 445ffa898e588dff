package dev.timonier.machinery.status;

import io.fabric8.kubernetes.api.model.ListMetaBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.StatusDetails;
import org.jspecify.annotations.Nullable;

/// An API error. Made by the factories of [ApiErrors] and nowhere else; turned into a reply once,
/// at the top of the request's path.
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Status status;
  private boolean unrouted; // before it is thrown

  ApiException(int code, String reason, String message, @Nullable StatusDetails details) {
    super(message, null, false, false);
    status =
        new StatusBuilder()
            .withStatus("Failure")
            .withCode(code)
            .withReason(reason.isEmpty() ? null : reason)
            .withMessage(message)
            .withDetails(details)
            .build();
  }

  /// The same error of a page, after which a list goes on.
  ApiException withNext(String next) {
    status.setMetadata(new ListMetaBuilder().withContinue(next).build());
    return this;
  }

  /// The same error, for requests that nobody takes.
  ApiException unrouted() {
    unrouted = true;
    return this;
  }

  /// Whether nobody takes such requests, for their method or their formats, so that they are not
  /// counted among those that somebody has answered.
  public boolean isUnrouted() {
    return unrouted;
  }

  /// The body of the reply.
  public Status status() {
    return status;
  }

  public int code() {
    return status.getCode();
  }

  public boolean is(Reason reason) {
    return reason.name().equals(status.getReason());
  }
}
