package dev.timonier.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// The lines of a request's head. Go takes those, too, that end with a line feed alone; Netty does
/// not, and is right about chunks.
final class HeadLines {
  private static final byte LINE_FEED = '\n';
  private static final byte CARRIAGE_RETURN = '\r';

  private HeadLines() {}

  /// How many bytes the whole lines have that are there, up to the empty one, when one of them ends
  /// with a line feed alone. 0 when none does.
  static int unendedLength(ByteBuf in) {
    var unended = false;
    var start = in.readerIndex();
    for (var end = feed(in, start); end >= 0; end = feed(in, start)) {
      var bare = end == start || in.getByte(end - 1) != CARRIAGE_RETURN;
      unended |= bare;
      var empty = end - start == (bare ? 0 : 1);
      start = end + 1;
      if (empty) {
        break;
      }
    }
    return unended ? start - in.readerIndex() : 0;
  }

  private static int feed(ByteBuf in, int start) {
    return in.indexOf(start, in.writerIndex(), LINE_FEED);
  }

  /// Lines as Netty wants them. They are taken from what there is.
  static ByteBuf ended(ByteBuf in, int length, ByteBufAllocator allocator) {
    var ended = allocator.buffer(2 * length);
    var previous = LINE_FEED;
    for (var taken = 0; taken < length; taken++) {
      var next = in.readByte();
      if (next == LINE_FEED && previous != CARRIAGE_RETURN) {
        ended.writeByte(CARRIAGE_RETURN);
      }
      ended.writeByte(next);
      previous = next;
    }
    return ended;
  }
}
