package dev.timonier.nodeagent.spdy;

/// The numbers of control frames.
final class FrameType {
  static final int SYN_STREAM = 1;
  static final int SYN_REPLY = 2;
  static final int RST_STREAM = 3;
  static final int PING = 6;
  static final int GO_AWAY = 7;
  static final int HEADERS = 8;

  private FrameType() {}
}
