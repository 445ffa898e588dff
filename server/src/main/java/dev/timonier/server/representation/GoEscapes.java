package dev.timonier.server.representation;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.timonier.server.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/// Escapes texts as [JsonWriter] does.
final class GoEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1;

  @Override
  public int[] getEscapeCodesForAscii() {
    var codes = standardAsciiEscapesForJSON();
    for (var c = 0; c < codes.length; c++) {
      var named = codes[c] > 0;
      codes[c] = JsonWriter.isEscaped(c) && !named ? ESCAPE_CUSTOM : codes[c];
    }
    return codes;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int c) {
    return JsonWriter.isEscaped(c) ? new SerializedString("\\u%04x".formatted(c)) : null;
  }
}
