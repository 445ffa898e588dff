package dev.timonier.nodeagent.proxy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Answers everyone with its name and with the address that it was spoken to from; and speaks to
/// such ones.
final class Listener implements AutoCloseable {
  static final int PORT = 8080;
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int LENGTH = 200;

  private final String name;
  private final ServerSocket stream;
  private final DatagramSocket datagrams;

  /// Listens in the network namespace of the calling thread.
  Listener(String name) throws IOException {
    this.name = name;
    stream = new ServerSocket(PORT, 50, InetAddress.ofLiteral("0.0.0.0"));
    datagrams = new DatagramSocket(PORT, InetAddress.ofLiteral("0.0.0.0"));
    Thread.ofPlatform().name("listener-tcp").daemon().start(this::answerStreams);
    Thread.ofPlatform().name("listener-udp").daemon().start(this::answerDatagrams);
  }

  private void answerStreams() {
    try {
      while (true) {
        try (var client = stream.accept()) {
          client.getOutputStream().write(answer(client.getInetAddress()));
        }
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void answerDatagrams() {
    try {
      while (true) {
        var packet = new DatagramPacket(new byte[LENGTH], LENGTH);
        datagrams.receive(packet);
        var answer = answer(packet.getAddress());
        datagrams.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private byte[] answer(InetAddress client) {
    return (name + " " + client.getHostAddress()).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    stream.close();
    datagrams.close();
  }

  /// What is answered over TCP.
  static String ask(String address, int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// What is answered over UDP.
  static String askByDatagram(String address, int port) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.connect(InetAddress.ofLiteral(address), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.send(new DatagramPacket(new byte[1], 1));
      var answer = new DatagramPacket(new byte[LENGTH], LENGTH);
      socket.receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    }
  }
}
