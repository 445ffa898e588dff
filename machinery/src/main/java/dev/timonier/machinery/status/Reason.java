package dev.timonier.machinery.status;

/// The machine-readable reasons of failure, spelled as in `status.reason`.
public enum Reason {
  Unknown(500),
  Unauthorized(401),
  Forbidden(403),
  NotFound(404),
  AlreadyExists(409),
  Conflict(409),
  Gone(410),
  Expired(410),
  Invalid(422),
  ServerTimeout(500),
  StoreReadError(500),
  Timeout(504),
  TooManyRequests(429),
  BadRequest(400),
  MethodNotAllowed(405),
  NotAcceptable(406),
  RequestEntityTooLarge(413),
  UnsupportedMediaType(415),
  InternalError(500),
  ServiceUnavailable(503);

  private final int code;

  Reason(int code) {
    this.code = code;
  }

  /// The HTTP status code that goes with it.
  public int code() {
    return code;
  }
}
