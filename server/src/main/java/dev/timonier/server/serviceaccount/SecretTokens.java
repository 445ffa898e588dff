package dev.timonier.server.serviceaccount;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.token.LegacyTokens;
import dev.timonier.machinery.token.SecretClaims;
import dev.timonier.machinery.token.ServiceAccountName;
import dev.timonier.server.authn.InvalidToken;
import dev.timonier.server.authn.TokenAuthenticator.TokenOwner;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The tokens that lie in secrets of the type `kubernetes.io/service-account-token`. They do not
/// expire: they are good while the secret holds them.
final class SecretTokens {
  private final BoundObjects objects;
  private final LastUse lastUse;
  private final Consumer<TokenUse> uses;

  SecretTokens(BoundObjects objects, LastUse lastUse, Consumer<TokenUse> uses) {
    this.objects = objects;
    this.lastUse = lastUse;
    this.uses = uses;
  }

  /// @throws InvalidToken when the secret or the service account is gone or another
  TokenOwner owner(String token, JsonNode claims, List<String> wanted) {
    var audiences = ServiceAccounts.AUDIENCES.stream().filter(wanted::contains).toList();
    if (audiences.isEmpty()) {
      throw new InvalidToken("token audiences are invalid for the target audiences " + wanted);
    }
    var namespace = claim(claims, SecretClaims.NAMESPACE);
    var account =
        new Reference(claim(claims, SecretClaims.ACCOUNT), claim(claims, SecretClaims.ACCOUNT_UID));
    if (!Trees.text(claims, "sub")
        .equals(new ServiceAccountName(namespace, account.name()).user())) {
      throw new InvalidToken("sub claim is invalid");
    }
    var secret = secret(token, namespace, claim(claims, SecretClaims.SECRET));
    var present = account(namespace, account);
    lastUse.note(secret);
    checkMark(secret, account);
    uses.accept(isMadeWith(present, secret) ? TokenUse.LEGACY_AUTO : TokenUse.LEGACY_MANUAL);
    return new TokenOwner(ServiceAccountUser.of(namespace, account, Map.of()), audiences);
  }

  private static String claim(JsonNode claims, String name) {
    var text = Trees.text(claims, name);
    if (text.isEmpty()) {
      throw new InvalidToken(name.substring(SecretClaims.PREFIX.length()) + " claim is missing");
    }
    return text;
  }

  private ApiObject secret(String token, String namespace, String name) {
    var secret =
        objects
            .find(BoundKind.SECRET, namespace, name)
            .filter(s -> !s.metadata().isBeingDeleted())
            .orElseThrow(() -> new InvalidToken("Token has been invalidated"));
    if (!MessageDigest.isEqual(stored(secret), token.getBytes(StandardCharsets.UTF_8))) {
      throw new InvalidToken("Token does not match server's copy");
    }
    return secret;
  }

  /// A token that nobody used for long is marked before it is deleted.
  private void checkMark(ApiObject secret, Reference account) {
    if (!secret.metadata().labels().getOrDefault(LegacyTokens.INVALID_SINCE, "").isEmpty()) {
      uses.accept(TokenUse.LEGACY_INVALID);
      throw new InvalidToken(
          "the token in secret %1$s/%2$s for service account %1$s/%3$s has been marked invalid. Use"
                  .formatted(secret.namespace(), secret.name(), account.name())
              + " tokens from the TokenRequest API or manually created secret-based tokens, or"
              + " remove the '"
              + LegacyTokens.INVALID_SINCE
              + "' label from the secret to temporarily allow use of this token");
    }
  }

  private static byte[] stored(ApiObject secret) {
    return Base64.getDecoder().decode(Trees.text(secret.root().path("data"), "token"));
  }

  /// Service accounts name the secrets that were once made with them.
  private static boolean isMadeWith(ApiObject account, ApiObject secret) {
    return Trees.stream(account.root().path("secrets"))
        .anyMatch(reference -> Trees.text(reference, "name").equals(secret.name()));
  }

  private ApiObject account(String namespace, Reference account) {
    var present =
        objects
            .serviceAccount(namespace, account.name())
            .filter(found -> !found.metadata().isBeingDeleted())
            .orElseThrow(() -> new InvalidToken("ServiceAccount has been deleted"));
    var uid = present.metadata().uid();
    if (!uid.equals(account.uid())) {
      throw new InvalidToken(
          "ServiceAccount UID (" + uid + ") does not match claim (" + account.uid() + ")");
    }
    return present;
  }
}
