package dev.timonier.server.metric;

import dev.timonier.server.serviceaccount.TokenUse;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Counts the uses of service accounts' tokens.
public final class TokenMeters implements Consumer<TokenUse> {
  private final LongAdder valid;
  private final LongAdder stale;
  private final LongAdder legacy;
  private final LongAdder manual;
  private final LongAdder auto;
  private final LongAdder invalid;

  public TokenMeters(Metrics metrics) {
    this.valid = counter(metrics, "valid_tokens", "valid projected service account tokens used");
    this.stale = counter(metrics, "stale_tokens", "stale projected service account tokens used");
    this.legacy = counter(metrics, "legacy_tokens", "legacy service account tokens used");
    this.manual =
        counter(metrics, "legacy_manual_token_uses", "manually created legacy tokens used");
    this.auto = counter(metrics, "legacy_auto_token_uses", "auto-generated legacy tokens used");
    this.invalid =
        counter(
            metrics, "invalid_legacy_auto_token_uses", "invalid auto-generated legacy tokens used");
  }

  private static LongAdder counter(Metrics metrics, String name, String what) {
    return metrics.counter(
        "serviceaccount_" + name + "_total", "[ALPHA] Cumulative " + what, Map.of());
  }

  @Override
  public void accept(TokenUse use) {
    switch (use) {
      case VALID -> valid.increment();
      case STALE -> stale.increment();
      case LEGACY_MANUAL -> {
        legacy.increment();
        manual.increment();
      }
      case LEGACY_AUTO -> {
        legacy.increment();
        auto.increment();
      }
      case LEGACY_INVALID -> invalid.increment();
    }
  }
}
