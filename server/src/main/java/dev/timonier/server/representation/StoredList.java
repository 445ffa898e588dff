package dev.timonier.server.representation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.timonier.server.deflate.Deflated;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.request.Reply.BodySink;
import dev.timonier.server.request.Reply.DeflatedSink;
import dev.timonier.server.watchcache.CachedObject;
import java.util.List;
import java.util.function.BiConsumer;

/// A list in JSON, of which each object is written from its stored bytes.
final class StoredList {
  private static final int PIECE = 64 * 1024;
  private static final int SMALL = 128 * 1024; // more may go out compressed
  private static final byte[] END = "]}\n".getBytes(US_ASCII);
  private static final Deflated DEFLATED_END = Deflated.stored(END);
  private static final Deflated SEPARATOR = Deflated.stored(new byte[] {','});

  private final byte[] begin;
  private final List<CachedObject> objects;
  private final Items items;
  private final long length;

  /// @param begin all that comes before the first object
  StoredList(byte[] begin, List<CachedObject> objects, Items items) {
    this.begin = begin;
    this.objects = objects;
    this.items = items;
    this.length = length();
  }

  /// How its items are written.
  ///
  /// @param form tells how from how others are
  record Items(DeflatedRuns.Form form, BiConsumer<StoredObject, JsonWriter> writer) {}

  /// Whether it is better written as a whole.
  boolean isSmall() {
    return length <= SMALL;
  }

  byte[] toByteArray() {
    var out = new JsonWriter((int) length);
    write(objects, out.raw(begin));
    return out.raw(END).toByteArray();
  }

  /// Writes it piece by piece.
  void write(BodySink sink) {
    var out = new JsonWriter(PIECE).raw(begin);
    var separator = "";
    for (var object : objects) {
      writeItem(object, out.raw(separator));
      separator = ",";
      if (out.size() >= PIECE) {
        sink.write(out.drain());
      }
    }
    sink.write(out.raw(END).drain());
  }

  /// As above, or run by run where it goes out compressed.
  void write(BodySink sink, DeflatedRuns known) {
    sink.deflated(length).ifPresentOrElse(target -> write(target, known), () -> write(sink));
  }

  /// How long it will be: exactly, where objects are shown whole and as they are stored.
  private long length() {
    var length = (long) begin.length + Math.max(0, objects.size() - 1) + END.length;
    for (var object : objects) {
      length += object.stored().itemLength();
    }
    return length;
  }

  private void write(DeflatedSink sink, DeflatedRuns known) {
    var before = Deflated.stored(begin);
    for (var run : Runs.of(objects)) {
      sink.write(before);
      sink.write(known.deflated(items.form(), run, this::bytes));
      before = SEPARATOR;
    }
    sink.write(DEFLATED_END);
  }

  private byte[] bytes(List<CachedObject> run) {
    var out = new JsonWriter();
    write(run, out);
    return out.toByteArray();
  }

  private void write(List<CachedObject> run, JsonWriter out) {
    var separator = "";
    for (var object : run) {
      writeItem(object, out.raw(separator));
      separator = ",";
    }
  }

  private void writeItem(CachedObject object, JsonWriter out) {
    items.writer().accept(object.stored(), out);
  }
}
