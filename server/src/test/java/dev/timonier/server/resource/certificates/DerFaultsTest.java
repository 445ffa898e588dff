package dev.timonier.server.resource.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerFaultsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''             | asn1: syntax error: sequence truncated
          30             | asn1: syntax error: truncated tag or length
          3082           | asn1: syntax error: truncated tag or length
          3000           | asn1: syntax error: sequence truncated
          3080           | asn1: syntax error: indefinite length found (not DER)
          3003020105     | ''
          3004020105     | asn1: syntax error: data truncated
          300302010500   | asn1: syntax error: trailing data
          308103020105   | asn1: structure error: non-minimal length
          30820003020105 | asn1: structure error: superfluous leading zeros in length
          30850101010101 | asn1: structure error: length too large
          020105         | asn1: structure error: tags don't match
          0000           | asn1: structure error: tags don't match
          """)
  void messageIsOneSequence(String message, String fault) {
    assertThat(DerFaults.of(HexFormat.of().parseHex(message)).orElse("")).isEqualTo(fault);
  }
}
