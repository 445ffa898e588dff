package dev.timonier.controllers.certificates;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.util.io.pem.PemReader;

/// What someone wants to have certified (RFC 2986).
///
/// @param names the alternative names of the subject that certificates of Kubernetes may have
record ParsedRequest(X500Name subject, SubjectPublicKeyInfo key, List<GeneralName> names) {
  private static final List<Integer> KNOWN =
      List.of(
          GeneralName.dNSName,
          GeneralName.rfc822Name,
          GeneralName.iPAddress,
          GeneralName.uniformResourceIdentifier);

  /// @param base64 of the request as PEM; the API server has looked at it
  static ParsedRequest of(String base64) {
    var pem = new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    try (var reader = new PemReader(new StringReader(pem))) {
      var request = new PKCS10CertificationRequest(reader.readPemObject().getContent());
      return new ParsedRequest(
          Subjects.ordered(request.getSubject()),
          request.getSubjectPublicKeyInfo(),
          names(request));
    } catch (IOException e) {
      throw new IllegalArgumentException("the request is damaged", e);
    }
  }

  private static List<GeneralName> names(PKCS10CertificationRequest request) {
    return Optional.ofNullable(request.getRequestedExtensions())
        .map(e -> GeneralNames.fromExtensions(e, Extension.subjectAlternativeName))
        .map(GeneralNames::getNames)
        .stream()
        .flatMap(Arrays::stream)
        .filter(name -> KNOWN.contains(name.getTagNo()))
        .toList();
  }

  /// @param type as [GeneralName#dNSName]
  boolean hasName(int type) {
    return names.stream().anyMatch(name -> name.getTagNo() == type);
  }

  List<String> organizations() {
    return texts(BCStyle.O);
  }

  /// Empty when there is none.
  String commonName() {
    var names = texts(BCStyle.CN);
    return names.isEmpty() ? "" : names.getLast();
  }

  private List<String> texts(ASN1ObjectIdentifier type) {
    return Arrays.stream(subject.getRDNs())
        .flatMap(names -> Arrays.stream(names.getTypesAndValues()))
        .filter(name -> name.getType().equals(type))
        .map(name -> IETFUtils.valueToString(name.getValue()))
        .toList();
  }
}
