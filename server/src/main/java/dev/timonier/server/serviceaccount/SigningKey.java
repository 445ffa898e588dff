package dev.timonier.server.serviceaccount;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.timonier.machinery.tls.PemFiles;
import dev.timonier.server.authn.InvalidToken;
import dev.timonier.server.json.JsonWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;

/// The key that signs tokens, and with which they are verified. What does so is loaded when the
/// first token comes, which keeps the server's start short.
final class SigningKey {
  private final String id;
  private final RSAPrivateCrtKey privateKey;
  private final RSAPublicKey publicKey;

  private SigningKey(RSAPrivateCrtKey privateKey, RSAPublicKey publicKey)
      throws GeneralSecurityException {
    var digest = MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded());
    this.id = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  static SigningKey read(Path file) {
    if (!(PemFiles.privateKey(file) instanceof RSAPrivateCrtKey privateKey)) {
      throw new IllegalArgumentException(file + " holds no RSA key");
    }
    try {
      var spec = new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent());
      var publicKey = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
      return new SigningKey(privateKey, publicKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(file + " holds no RSA key", e);
    }
  }

  /// A token with these claims.
  String sign(JsonNode claims) {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build();
    var token = new JWSObject(header, new Payload(new JsonWriter().node(claims).toByteArray()));
    try {
      token.sign(new RSASSASigner(privateKey));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  /// @throws InvalidToken unless this key has signed the token
  void verify(JWSObject token) {
    var named = token.getHeader().getKeyID();
    if (named != null && !named.equals(id)) {
      throw new InvalidToken("invalid signature, no keys found");
    }
    if (!isSigned(token)) {
      throw new InvalidToken("go-jose/go-jose: error in cryptographic primitive");
    }
  }

  private boolean isSigned(JWSObject token) {
    try {
      return token.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)
          && token.verify(new RSASSAVerifier(publicKey));
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
        .put("kid", id)
        .put("alg", "RS256")
        .put("n", text(publicKey.getModulus()))
        .put("e", text(publicKey.getPublicExponent()));
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
