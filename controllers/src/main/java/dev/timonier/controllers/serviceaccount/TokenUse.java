package dev.timonier.controllers.serviceaccount;

import dev.timonier.machinery.token.LegacyTokens;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the labels of a token Secret say of its use.
///
/// @param since what is older is old
record TokenUse(Instant since) {
  /// Whether a token is marked as invalid.
  enum Mark {
    NONE,
    FRESH,
    OLD
  }

  /// Whether a token is old, and was not used since it became so. Of a date that is none nobody
  /// knows.
  boolean ended(Secret secret) {
    var metadata = secret.getMetadata();
    return Instant.parse(metadata.getCreationTimestamp()).isBefore(since)
        && metadata.getDeletionTimestamp() == null
        && label(secret, LegacyTokens.LAST_USED).map(this::isOld).orElse(true);
  }

  private boolean isOld(String date) {
    return date(date).filter(this::isOld).isPresent();
  }

  private boolean isOld(LocalDate day) {
    return day.isBefore(LocalDate.ofInstant(since, ZoneOffset.UTC));
  }

  Mark mark(Secret secret) {
    return label(secret, LegacyTokens.INVALID_SINCE)
        .flatMap(TokenUse::date)
        .map(day -> isOld(day) ? Mark.OLD : Mark.FRESH)
        .orElse(Mark.NONE);
  }

  private static Optional<String> label(Secret secret, String name) {
    return Optional.ofNullable(secret.getMetadata().getLabels()).map(labels -> labels.get(name));
  }

  /// A day in the form `2026-03-24`.
  static Optional<LocalDate> date(@Nullable String text) {
    try {
      return Optional.of(LocalDate.parse(Objects.requireNonNullElse(text, "")));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
