package dev.timonier.nodeagent.server;

import dev.timonier.nodeagent.spdy.SpdyFrame;
import dev.timonier.nodeagent.spdy.SpdyFrame.Rest;
import dev.timonier.nodeagent.spdy.SpdyReader;
import dev.timonier.nodeagent.spdy.SpdyWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The client's end of SPDY, as kubectl has it. Reads only while it waits for something.
final class SpdyClient {
  private final SpdyReader reader;
  private final SpdyWriter writer;
  private final Map<Integer, ByteArrayOutputStream> received = new HashMap<>();
  private final Set<Integer> replied = new HashSet<>();
  private final Set<Integer> ended = new HashSet<>();
  private final Set<Integer> pinged = new HashSet<>();
  private int nextStream = 1;

  SpdyClient(InputStream input, OutputStream output) {
    reader = new SpdyReader(input);
    writer = new SpdyWriter(output);
  }

  /// Opens a stream and waits until the server has accepted it.
  int open(Map<String, String> headers) throws IOException {
    var id = nextStream;
    nextStream += 2;
    var fields = new HashMap<String, List<String>>();
    headers.forEach((name, value) -> fields.put(name, List.of(value)));
    writer.write(new SpdyFrame.SynStream(id, Rest.MORE, fields));
    while (!replied.contains(id)) {
      take();
    }
    return id;
  }

  void send(int stream, String text) throws IOException {
    writer.write(new SpdyFrame.Data(stream, Rest.MORE, text.getBytes(StandardCharsets.UTF_8)));
  }

  void end(int stream) throws IOException {
    writer.write(new SpdyFrame.Data(stream, Rest.LAST, new byte[0]));
  }

  void ping(int id) throws IOException {
    writer.write(new SpdyFrame.Ping(id));
    while (!pinged.contains(id)) {
      take();
    }
  }

  /// Waits for the connection's end; whether the server said goodbye.
  boolean goodbye() throws IOException {
    for (var frame = reader.read(); frame.isPresent(); frame = reader.read()) {
      if (frame.get() instanceof SpdyFrame.GoAway) {
        return true;
      }
    }
    return false;
  }

  /// All that a stream brings until its end.
  String all(int stream) throws IOException {
    while (!ended.contains(stream)) {
      take();
    }
    return buffer(stream).toString(StandardCharsets.UTF_8);
  }

  private ByteArrayOutputStream buffer(int stream) {
    return received.computeIfAbsent(stream, _ -> new ByteArrayOutputStream());
  }

  private void take() throws IOException {
    switch (reader.read().orElseThrow(() -> new IOException("the server has gone"))) {
      case SpdyFrame.Data(var stream, var rest, var bytes) -> {
        buffer(stream).writeBytes(bytes);
        if (rest == Rest.LAST) {
          ended.add(stream);
        }
      }
      case SpdyFrame.SynReply(var stream, _, _) -> replied.add(stream);
      case SpdyFrame.RstStream(var stream, _) -> ended.add(stream);
      case SpdyFrame.Ping(var id) -> pinged.add(id);
      case SpdyFrame.SynStream open -> throw new IOException("the server opened " + open);
      case SpdyFrame.GoAway _ -> {}
      case SpdyFrame.Headers _ -> {}
      case SpdyFrame.Other _ -> {}
    }
  }
}
