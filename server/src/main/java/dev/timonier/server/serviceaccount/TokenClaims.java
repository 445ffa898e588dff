package dev.timonier.server.serviceaccount;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.token.ServiceAccountName;
import dev.timonier.server.object.Trees;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a token says of itself and its owner.
///
/// @param id of the token; empty when it has none
/// @param bound to what it is bound; a pod's node comes with the pod
/// @param warnAfter when whoever still uses the token should be told to fetch another
record TokenClaims(
    String id,
    String namespace,
    Reference serviceAccount,
    Map<BoundKind, Reference> bound,
    List<String> audiences,
    Instant notBefore,
    Instant expiry,
    Optional<Instant> warnAfter) {
  private static final String OURS = "kubernetes.io";

  ObjectNode toTree() {
    var claims = JsonNodeFactory.instance.objectNode();
    audiences.forEach(claims.putArray("aud")::add);
    claims.put("exp", expiry.getEpochSecond());
    claims.put("iat", notBefore.getEpochSecond());
    claims.put("iss", ServiceAccounts.ISSUER);
    claims.put("jti", id);
    writeOurs(claims.putObject(OURS));
    claims.put("nbf", notBefore.getEpochSecond());
    claims.put("sub", new ServiceAccountName(namespace, serviceAccount.name()).user());
    return claims;
  }

  private void writeOurs(ObjectNode ours) {
    ours.put("namespace", namespace);
    bound.forEach((kind, reference) -> reference.write(ours.putObject(kind.claim())));
    serviceAccount.write(ours.putObject("serviceaccount"));
    warnAfter.ifPresent(moment -> ours.put("warnafter", moment.getEpochSecond()));
  }

  /// Reads claims whose signature was verified.
  static TokenClaims read(JsonNode claims) {
    var ours = claims.path(OURS);
    var warnAfter = ours.path("warnafter");
    return new TokenClaims(
        Trees.text(claims, "jti"),
        Trees.text(ours, "namespace"),
        Reference.read(ours.path("serviceaccount")),
        bound(ours),
        Trees.stream(claims.path("aud")).map(JsonNode::asText).toList(),
        Instant.ofEpochSecond(claims.path("nbf").asLong()),
        Instant.ofEpochSecond(claims.path("exp").asLong()),
        warnAfter.isNumber()
            ? Optional.of(Instant.ofEpochSecond(warnAfter.asLong()))
            : Optional.empty());
  }

  private static Map<BoundKind, Reference> bound(JsonNode ours) {
    var bound = new EnumMap<BoundKind, Reference>(BoundKind.class);
    for (var kind : BoundKind.values()) {
      if (ours.has(kind.claim())) {
        bound.put(kind, Reference.read(ours.path(kind.claim())));
      }
    }
    return bound;
  }
}
