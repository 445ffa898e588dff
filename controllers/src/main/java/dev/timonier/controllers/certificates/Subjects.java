package dev.timonier.controllers.certificates;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/// The subjects that issued certificates have: of what the request says, the attributes that
/// Kubernetes knows, always in the same order, and several values of one attribute together.
final class Subjects {
  private static final List<ASN1ObjectIdentifier> LISTS =
      List.of(
          BCStyle.C,
          BCStyle.O,
          BCStyle.OU,
          BCStyle.L,
          BCStyle.ST,
          BCStyle.STREET,
          BCStyle.POSTAL_CODE);

  /// Of these the last value counts.
  private static final List<ASN1ObjectIdentifier> SINGLES =
      List.of(BCStyle.CN, BCStyle.SERIALNUMBER);

  private Subjects() {}

  static X500Name ordered(X500Name subject) {
    var lists = LISTS.stream().map(type -> attributes(subject, type));
    var singles =
        SINGLES.stream()
            .map(type -> attributes(subject, type))
            .map(values -> values.subList(Math.max(0, values.size() - 1), values.size()));
    return new X500Name(
        Stream.concat(lists, singles)
            .filter(values -> !values.isEmpty())
            .map(values -> new RDN(values.toArray(AttributeTypeAndValue[]::new)))
            .toArray(RDN[]::new));
  }

  private static List<AttributeTypeAndValue> attributes(
      X500Name subject, ASN1ObjectIdentifier type) {
    return Arrays.stream(subject.getRDNs(type))
        .flatMap(rdn -> Arrays.stream(rdn.getTypesAndValues()))
        .filter(attribute -> attribute.getType().equals(type))
        .filter(attribute -> attribute.getValue() instanceof ASN1String)
        .map(attribute -> new AttributeTypeAndValue(type, encoded(attribute.getValue())))
        .toList();
  }

  private static ASN1Encodable encoded(ASN1Encodable value) {
    var text = ((ASN1String) value).getString();
    return DERPrintableString.isPrintableString(text)
        ? new DERPrintableString(text)
        : new DERUTF8String(text);
  }
}
