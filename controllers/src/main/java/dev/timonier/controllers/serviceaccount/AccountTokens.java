package dev.timonier.controllers.serviceaccount;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.machinery.token.SecretClaims;
import dev.timonier.machinery.token.ServiceAccountName;
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
  String token(ServiceAccount account, Secret secret) {
    var namespace = account.getMetadata().getNamespace();
    var name = account.getMetadata().getName();
    var claims =
        JsonNodeFactory.instance
            .objectNode()
            .put("iss", SecretClaims.ISSUER)
            .put(SecretClaims.NAMESPACE, namespace)
            .put(SecretClaims.SECRET, secret.getMetadata().getName())
            .put(SecretClaims.ACCOUNT, name)
            .put(SecretClaims.ACCOUNT_UID, account.getMetadata().getUid())
            .put("sub", new ServiceAccountName(namespace, name).user());
    return signer.sign(claims.toString().getBytes(StandardCharsets.UTF_8));
  }
}
