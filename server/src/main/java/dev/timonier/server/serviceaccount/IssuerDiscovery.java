package dev.timonier.server.serviceaccount;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.representation.Negotiation;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import java.util.Map;

/// What OpenID Connect asks of an issuer: who it is, and its public keys.
final class IssuerDiscovery {
  private static final String CONFIGURATION = "/.well-known/openid-configuration";
  private static final String KEYS = "/openid/v1/jwks";

  private IssuerDiscovery() {}

  static Map<String, Handler> handlers(SigningKey key) {
    var keySet = new JsonWriter().node(key.keySet()).toByteArray();
    var configuration = configuration();
    return Map.of(
        CONFIGURATION,
        call -> reply(call, "application/json", configuration),
        KEYS,
        call -> reply(call, "application/jwk-set+json", keySet));
  }

  /// Anybody may keep it for an hour.
  private static Reply reply(ApiCall call, String type, byte[] body) {
    Negotiation.checkAccepts(call.request(), type);
    var headers = Headers.contentType(type).set("Cache-Control", "public, max-age=3600");
    return new Reply.Complete(200, headers, body);
  }

  private static byte[] configuration() {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("issuer", ServiceAccounts.ISSUER);
    document.put("jwks_uri", ServiceAccounts.ISSUER + KEYS);
    document.putArray("response_types_supported").add("id_token");
    document.putArray("subject_types_supported").add("public");
    document.putArray("id_token_signing_alg_values_supported").add("RS256");
    return new JsonWriter().node(document).toByteArray();
  }
}
