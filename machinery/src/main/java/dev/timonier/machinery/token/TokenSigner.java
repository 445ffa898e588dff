package dev.timonier.machinery.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import dev.timonier.machinery.tls.PemFiles;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/// Signs tokens, which are JSON Web Tokens (RFC 7519), with an RSA key. What does so is loaded when
/// the first token is signed, which keeps starts short.
public final class TokenSigner {
  private final String id;
  private final RSAPrivateCrtKey privateKey;
  private final RSAPublicKey publicKey;

  private TokenSigner(RSAPrivateCrtKey privateKey, RSAPublicKey publicKey)
      throws GeneralSecurityException {
    var digest = MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded());
    this.id = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /// @param file an RSA key, as PEM (PKCS #8)
  /// @throws IllegalArgumentException when it is none
  public static TokenSigner read(Path file) {
    if (!(PemFiles.privateKey(file) instanceof RSAPrivateCrtKey privateKey)) {
      throw new IllegalArgumentException(file + " holds no RSA key");
    }
    try {
      var spec = new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent());
      var publicKey = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
      return new TokenSigner(privateKey, publicKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(file + " holds no RSA key", e);
    }
  }

  /// What tokens say of the key, so that it is found among others.
  public String id() {
    return id;
  }

  /// With which tokens are verified.
  public RSAPublicKey publicKey() {
    return publicKey;
  }

  /// A token with these claims.
  ///
  /// @param claims as JSON
  public String sign(byte[] claims) {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build();
    var token = new JWSObject(header, new Payload(claims));
    try {
      token.sign(new RSASSASigner(privateKey));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }
}
