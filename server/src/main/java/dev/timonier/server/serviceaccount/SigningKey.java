package dev.timonier.server.serviceaccount;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.timonier.server.authn.InvalidToken;
import dev.timonier.server.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/// The key that signs tokens, and with which they are verified.
final class SigningKey {
  private static final Pattern PEM = Pattern.compile("-----[A-Z ]+-----");

  private final String id;
  private final RSAPublicKey publicKey;
  private final RSASSASigner signer;
  private final JWSVerifier verifier;

  private SigningKey(RSAPrivateCrtKey privateKey, RSAPublicKey publicKey)
      throws GeneralSecurityException {
    var digest = MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded());
    this.id = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    this.publicKey = publicKey;
    this.signer = new RSASSASigner(privateKey);
    this.verifier = new RSASSAVerifier(publicKey);
  }

  static SigningKey read(Path file) {
    try {
      var text = PEM.matcher(Files.readString(file)).replaceAll("");
      var keys = KeyFactory.getInstance("RSA");
      var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text));
      var privateKey = (RSAPrivateCrtKey) keys.generatePrivate(encoded);
      var modulus = new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent());
      return new SigningKey(privateKey, (RSAPublicKey) keys.generatePublic(modulus));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(file + " holds no RSA key", e);
    }
  }

  /// A token with these claims.
  String sign(JsonNode claims) {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build();
    var token = new JWSObject(header, new Payload(new JsonWriter().node(claims).toByteArray()));
    try {
      token.sign(signer);
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
      return token.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256) && token.verify(verifier);
    } catch (JOSEException e) {
      return false;
    }
  }

  /// The public key, as a set of JSON Web Keys.
  String keySet() {
    var key =
        new RSAKey.Builder(publicKey)
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(JWSAlgorithm.RS256)
            .keyID(id)
            .build();
    return new JWKSet(key).toString();
  }
}
