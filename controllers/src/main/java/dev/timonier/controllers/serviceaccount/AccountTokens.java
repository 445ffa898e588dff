package dev.timonier.controllers.serviceaccount;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.machinery.token.TokenSigner;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.nio.charset.StandardCharsets;

/// Makes the tokens that lie in Secrets. They do not expire, but end with the Secret and with the
/// service account:
///
/// ```
/// {"iss": "kubernetes/serviceaccount", "sub": "system:serviceaccount:shop:web",
///  "kubernetes.io/serviceaccount/namespace": "shop",
///  "kubernetes.io/serviceaccount/secret.name": "web-token",
///  "kubernetes.io/serviceaccount/service-account.name": "web",
///  "kubernetes.io/serviceaccount/service-account.uid": …}
/// ```
record AccountTokens(TokenSigner signer) {
  private static final String CLAIM = "kubernetes.io/serviceaccount/";

  String token(ServiceAccount account, Secret secret) {
    var namespace = account.getMetadata().getNamespace();
    var name = account.getMetadata().getName();
    var claims =
        JsonNodeFactory.instance
            .objectNode()
            .put("iss", "kubernetes/serviceaccount")
            .put(CLAIM + "namespace", namespace)
            .put(CLAIM + "secret.name", secret.getMetadata().getName())
            .put(CLAIM + "service-account.name", name)
            .put(CLAIM + "service-account.uid", account.getMetadata().getUid())
            .put("sub", "system:serviceaccount:" + namespace + ":" + name);
    return signer.sign(claims.toString().getBytes(StandardCharsets.UTF_8));
  }
}
