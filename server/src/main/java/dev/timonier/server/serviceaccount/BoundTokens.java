package dev.timonier.server.serviceaccount;

import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.authn.InvalidToken;
import dev.timonier.server.authn.TokenAuthenticator.TokenOwner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Holds the claims of a token against what is true now: the time, the audience, and that the
/// service account and what the token is bound to are still the same objects.
final class BoundTokens {
  /// How far the clocks of servers may differ.
  private static final Duration LEEWAY = Duration.ofMinutes(1);

  private static final String INVALIDATED = "service account token has been invalidated";

  private final BoundObjects objects;
  private final Consumer<TokenUse> uses;
  private final InstantSource clock;

  BoundTokens(BoundObjects objects, Consumer<TokenUse> uses, InstantSource clock) {
    this.objects = objects;
    this.uses = uses;
    this.clock = clock;
  }

  /// @throws InvalidToken when the token is no longer, or not here, good
  TokenOwner owner(TokenClaims claims, List<String> wanted) {
    var audiences = claims.audiences().stream().filter(wanted::contains).toList();
    if (audiences.isEmpty()) {
      throw new InvalidToken(
          "token audiences "
              + quoted(claims.audiences())
              + " is invalid for the target audiences "
              + quoted(wanted));
    }
    checkTime(claims);
    checkAccount(claims);
    checkBound(claims);
    claims.warnAfter().ifPresent(this::count);
    return new TokenOwner(ServiceAccountUser.of(claims), audiences);
  }

  private void count(Instant warnAfter) {
    uses.accept(clock.instant().isAfter(warnAfter) ? TokenUse.STALE : TokenUse.VALID);
  }

  private static String quoted(List<String> audiences) {
    return audiences.stream().map(FieldError::quote).collect(Collectors.joining(" ", "[", "]"));
  }

  private void checkTime(TokenClaims claims) {
    var now = clock.instant();
    if (now.minus(LEEWAY).isAfter(claims.expiry())) {
      throw new InvalidToken("service account token has expired");
    }
    if (now.plus(LEEWAY).isBefore(claims.notBefore())) {
      throw new InvalidToken("service account token is not valid yet");
    }
  }

  private void checkAccount(TokenClaims claims) {
    var name = claims.serviceAccount().name();
    var account = objects.identityOfAccount(claims.namespace(), name);
    if (account.isEmpty()) {
      throw new InvalidToken("serviceaccounts " + FieldError.quote(name) + " not found");
    }
    if (isGone(account)) {
      throw new InvalidToken(
          "service account " + claims.namespace() + "/" + name + " has been deleted");
    }
    var uid = account.get().uid();
    if (!uid.equals(claims.serviceAccount().uid())) {
      throw new InvalidToken(
          "service account UID ("
              + uid
              + ") does not match claim ("
              + claims.serviceAccount().uid()
              + ")");
    }
  }

  /// A pod's token outlives its node: who is bound to a pod is not bound to the node too.
  private void checkBound(TokenClaims claims) {
    claims
        .bound()
        .forEach(
            (kind, reference) -> {
              if (kind != BoundKind.NODE || !claims.bound().containsKey(BoundKind.POD)) {
                checkBound(kind, reference, claims.namespace());
              }
            });
  }

  private void checkBound(BoundKind kind, Reference reference, String namespace) {
    var object = objects.identity(kind, namespace, reference.name());
    if (isGone(object)) {
      throw new InvalidToken(INVALIDATED);
    }
    var uid = object.orElseThrow().uid();
    if (!uid.equals(reference.uid())) {
      throw new InvalidToken(
          kind.claim()
              + " UID ("
              + uid
              + ") does not match service account "
              + kind.claim()
              + " ref claim ("
              + reference.uid()
              + ")");
    }
  }

  private boolean isGone(Optional<BoundObjects.Identity> object) {
    var latest = clock.instant().minus(LEEWAY);
    return object.map(o -> o.deletion().filter(t -> t.isBefore(latest)).isPresent()).orElse(true);
  }
}
