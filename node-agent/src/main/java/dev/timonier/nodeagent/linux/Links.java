package dev.timonier.nodeagent.linux;

import java.net.Inet4Address;

/// Network interfaces, their addresses and routes, in the namespace of one [NetlinkSocket].
public final class Links {
  private static final int NEW_LINK = 16;
  private static final int DELETE_LINK = 17;
  private static final int GET_LINK = 18;
  private static final int NEW_ADDRESS = 20;
  private static final int NEW_ROUTE = 24;
  private static final int CREATE =
      NetlinkMessage.ACKNOWLEDGE | NetlinkMessage.CREATE | NetlinkMessage.EXCLUSIVE;
  private static final int UP = 1;
  private static final int AF_INET = 2;
  private static final int NAME = 3;
  private static final int MTU = 4;
  private static final int LINK_INFO = 18;
  private static final int NAMESPACE_DESCRIPTOR = 28;
  private static final int KIND = 1;
  private static final int DATA = 2;
  private static final int PEER = 1;
  private static final int ADDRESS = 1;
  private static final int LOCAL = 2;
  private static final int DESTINATION = 1;
  private static final int OUTPUT = 4;
  private static final int GATEWAY = 5;
  private static final int PREFERRED_SOURCE = 7;
  private static final int MAIN_TABLE = 254;
  private static final int STATIC = 4;
  private static final int UNIVERSE = 0;
  private static final int LINK = 253;
  private static final int UNICAST = 1;

  private final NetlinkSocket socket;

  public Links(NetlinkSocket socket) {
    this.socket = socket;
  }

  /// Makes a pair of connected interfaces, one here and up, the other in another namespace and
  /// down.
  public void createPair(String name, String peerName, Descriptor peerNamespace, int mtu)
      throws KernelException {
    var message = link(NEW_LINK, CREATE, 0, UP).attribute(NAME, name).attribute(MTU, mtu);
    message.nested(
        LINK_INFO,
        () ->
            message
                .attribute(KIND, "veth")
                .nested(
                    DATA,
                    () -> message.nested(PEER, () -> peer(message, peerName, peerNamespace, mtu))));
    socket.request("create interface " + name, message.bytes());
  }

  private static void peer(NetlinkMessage message, String name, Descriptor namespace, int mtu) {
    linkHeader(message, 0, 0)
        .attribute(NAME, name)
        .attribute(MTU, mtu)
        .attribute(NAMESPACE_DESCRIPTOR, namespace.number());
  }

  /// The number of an interface.
  public int index(String name) throws KernelException {
    var message = link(GET_LINK, 0, 0, 0).attribute(NAME, name);
    return socket.request("find interface " + name, message.bytes()).getInt(4);
  }

  public void up(int index) throws KernelException {
    socket.request(
        "bring up interface " + index,
        link(NEW_LINK, NetlinkMessage.ACKNOWLEDGE, index, UP).bytes());
  }

  public void delete(String name) throws KernelException {
    var message = link(DELETE_LINK, NetlinkMessage.ACKNOWLEDGE, 0, 0).attribute(NAME, name);
    socket.request("delete interface " + name, message.bytes());
  }

  /// Gives an interface an address of its own, without a network around it.
  public void addAddress(int index, Inet4Address address) throws KernelException {
    var message =
        new NetlinkMessage(NEW_ADDRESS, CREATE)
            .octets(AF_INET, 32, 0, UNIVERSE)
            .word(index)
            .attribute(LOCAL, address.getAddress())
            .attribute(ADDRESS, address.getAddress());
    socket.request("add address " + address.getHostAddress(), message.bytes());
  }

  /// Says that an address is directly behind an interface.
  public void addNeighbourRoute(int index, Inet4Address neighbour, Inet4Address source)
      throws KernelException {
    var message =
        route(32, LINK)
            .attribute(DESTINATION, neighbour.getAddress())
            .attribute(OUTPUT, index)
            .attribute(PREFERRED_SOURCE, source.getAddress());
    socket.request("add route to " + neighbour.getHostAddress(), message.bytes());
  }

  public void addDefaultRoute(int index, Inet4Address gateway) throws KernelException {
    var message =
        route(0, UNIVERSE).attribute(OUTPUT, index).attribute(GATEWAY, gateway.getAddress());
    socket.request("add default route", message.bytes());
  }

  private static NetlinkMessage route(int length, int scope) {
    return new NetlinkMessage(NEW_ROUTE, CREATE)
        .octets(AF_INET, length, 0, 0, MAIN_TABLE, STATIC, scope, UNICAST)
        .word(0);
  }

  private static NetlinkMessage link(int type, int flags, int index, int up) {
    return linkHeader(new NetlinkMessage(type, flags), index, up);
  }

  private static NetlinkMessage linkHeader(NetlinkMessage message, int index, int up) {
    return message.octets(0, 0, 0, 0).word(index).word(up).word(up);
  }
}
