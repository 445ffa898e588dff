package dev.timonier.server.representation;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/// Escapes texts as [dev.timonier.server.json.JsonWriter] does.
final class GoEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1;
  private static final int FIRST_PLAIN = 0x20;
  private static final int LINE_SEPARATOR = 0x2028;
  private static final int PARAGRAPH_SEPARATOR = 0x2029;

  @Override
  public int[] getEscapeCodesForAscii() {
    var codes = standardAsciiEscapesForJSON();
    for (var c = 0; c < codes.length; c++) {
      var nameless = c < FIRST_PLAIN && codes[c] < 0;
      codes[c] = nameless || "<>&".indexOf(c) >= 0 ? ESCAPE_CUSTOM : codes[c];
    }
    return codes;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int c) {
    var escaped = c < 0x80 || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
    return escaped ? new SerializedString("\\u%04x".formatted(c)) : null;
  }
}
