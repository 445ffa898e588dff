package dev.timonier.server.serviceaccount;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the tokens claim that were shown last, and whose signature was found good: to verify one
/// takes longer than the rest of a request, and the same are shown again and again. Whether a claim
/// still holds is another question.
final class VerifiedTokens {
  private static final int MOST = 1024;

  // Guarded by this, the least recently shown first.
  private final Map<String, TokenClaims> claims =
      new LinkedHashMap<>(16, 0.75F, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenClaims> eldest) {
          return size() > MOST;
        }
      };

  synchronized Optional<TokenClaims> find(String token) {
    return Optional.ofNullable(claims.get(token));
  }

  synchronized TokenClaims remember(String token, TokenClaims read) {
    claims.put(token, read);
    return read;
  }
}
