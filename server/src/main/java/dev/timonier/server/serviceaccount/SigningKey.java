package dev.timonier.server.serviceaccount;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.timonier.machinery.token.TokenSigner;
import dev.timonier.server.authn.InvalidToken;
import dev.timonier.server.json.JsonWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/// The key that signs tokens, and with which they are verified.
final class SigningKey {
  private final TokenSigner signer;

  private SigningKey(TokenSigner signer) {
    this.signer = signer;
  }

  static SigningKey read(Path file) {
    return new SigningKey(TokenSigner.read(file));
  }

  /// A token with these claims.
  String sign(JsonNode claims) {
    return signer.sign(new JsonWriter().node(claims).toByteArray());
  }

  /// @throws InvalidToken unless this key has signed the token
  void verify(JWSObject token) {
    var named = token.getHeader().getKeyID();
    if (named != null && !named.equals(signer.id())) {
      throw new InvalidToken("invalid signature, no keys found");
    }
    if (!isSigned(token)) {
      throw new InvalidToken("go-jose/go-jose: error in cryptographic primitive");
    }
  }

  private boolean isSigned(JWSObject token) {
    try {
      return token.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)
          && token.verify(new RSASSAVerifier(signer.publicKey()));
    } catch (JOSEException e) {
      return false;
    }
  }

  /// The public key, as a set of JSON Web Keys (RFC 7517).
  ObjectNode keySet() {
    var set = JsonNodeFactory.instance.objectNode();
    set.putArray("keys")
        .addObject()
        .put("use", "sig")
        .put("kty", "RSA")
        .put("kid", signer.id())
        .put("alg", "RS256")
        .put("n", text(signer.publicKey().getModulus()))
        .put("e", text(signer.publicKey().getPublicExponent()));
    return set;
  }

  /// The bytes of a positive number, without a sign.
  private static String text(BigInteger number) {
    var bytes = number.toByteArray();
    var start = bytes[0] == 0 ? 1 : 0;
    var unsigned = Arrays.copyOfRange(bytes, start, bytes.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
  }
}
