package dev.timonier.nodeagent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A conversation with the kernel's network configuration (rtnetlink). It belongs to the network
/// namespace of the thread that opened it, whichever thread uses it later.
public final class NetlinkSocket implements AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int NETLINK_ROUTE = 0;
  private static final int ERROR = 2;
  private static final int HEADER = 16;
  private static final int BUFFER = 32 << 10;

  private final Descriptor socket;
  private int sequence;

  public NetlinkSocket() throws KernelException {
    socket =
        new Descriptor(
            Kernel.call(
                "open netlink socket",
                SystemCall.SOCKET,
                AF_NETLINK,
                SOCK_RAW | Linux.O_CLOEXEC,
                NETLINK_ROUTE));
  }

  /// Sends a request and waits for the kernel's answer.
  ///
  /// @param message with room for the header at its beginning
  /// @return the body of the answer; empty for a mere acknowledgement
  public ByteBuffer request(String action, byte[] message) throws KernelException {
    try (var arena = Arena.ofConfined()) {
      var request = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
      request.set(ValueLayout.JAVA_INT_UNALIGNED, 8, ++sequence);
      Kernel.call(
          action, SystemCall.SENDTO, socket.number(), request.address(), message.length, 0, 0, 0);
      return answer(action, arena.allocate(BUFFER));
    }
  }

  private ByteBuffer answer(String action, MemorySegment buffer) throws KernelException {
    var length =
        Kernel.call(
            action, SystemCall.RECVFROM, socket.number(), buffer.address(), BUFFER, 0, 0, 0);
    var answer = ByteBuffer.wrap(Kernel.bytes(buffer, length)).order(ByteOrder.nativeOrder());
    if (answer.getShort(4) != ERROR) {
      return answer.slice(HEADER, answer.getInt(0) - HEADER).order(ByteOrder.nativeOrder());
    }
    if (answer.getInt(HEADER) != 0) {
      throw new KernelException(action, -answer.getInt(HEADER));
    }
    return ByteBuffer.allocate(0);
  }

  @Override
  public void close() {
    socket.close();
  }
}
