package dev.timonier.server.filter;

import java.time.Duration;

/// How long requests may take, and how many may be under way. Those that are meant to last, as
/// watches are, count for neither.
///
/// @param timeout `--request-timeout`
/// @param readOnly `--max-requests-inflight`; 0 for any number
/// @param mutating `--max-mutating-requests-inflight`; 0 for any number
public record RequestLimits(Duration timeout, int readOnly, int mutating) {
  public static final RequestLimits DEFAULT = new RequestLimits(Duration.ofSeconds(60), 400, 200);
}
