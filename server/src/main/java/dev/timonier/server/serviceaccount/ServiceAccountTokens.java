package dev.timonier.server.serviceaccount;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import dev.timonier.machinery.token.SecretClaims;
import dev.timonier.server.authn.TokenAuthenticator;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.SyntaxException;
import dev.timonier.server.object.Trees;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;

/// Knows service accounts by the tokens that this server has signed for them.
final class ServiceAccountTokens implements TokenAuthenticator {
  private final SigningKey key;
  private final BoundTokens bound;
  private final SecretTokens legacy;
  private final VerifiedTokens verified = new VerifiedTokens();

  ServiceAccountTokens(SigningKey key, BoundTokens bound, SecretTokens legacy) {
    this.key = key;
    this.bound = bound;
    this.legacy = legacy;
  }

  @Override
  public Optional<TokenOwner> authenticate(String token, List<String> audiences) {
    var known = verified.find(token);
    return known.isPresent()
        ? Optional.of(bound.owner(known.get(), audiences))
        : examine(token, audiences);
  }

  private Optional<TokenOwner> examine(String token, List<String> audiences) {
    try {
      var signed = JWSObject.parse(token);
      return owner(signed, JsonReader.tree(signed.getPayload().toBytes()), audiences);
    } catch (ParseException | SyntaxException e) {
      return Optional.empty();
    }
  }

  private Optional<TokenOwner> owner(JWSObject token, JsonNode claims, List<String> audiences) {
    return switch (Trees.text(claims, "iss")) {
      case ServiceAccounts.ISSUER -> {
        key.verify(token);
        var read = verified.remember(token.serialize(), TokenClaims.read(claims));
        yield Optional.of(bound.owner(read, audiences));
      }
      case SecretClaims.ISSUER -> {
        key.verify(token);
        yield Optional.of(legacy.owner(token.serialize(), claims, audiences));
      }
      default -> Optional.empty();
    };
  }
}
