package dev.timonier.server.gostruct;

import java.util.Map;

/// What fields are called in Go: `hostPID` is `HostPID`, but `dnsPolicy` is `DNSPolicy`.
final class FieldNames {
  private static final Map<String, String> IRREGULAR =
      Map.ofEntries(
          Map.entry("apiGroup", "APIGroup"),
          Map.entry("apiVersion", "APIVersion"),
          Map.entry("awsElasticBlockStore", "AWSElasticBlockStore"),
          Map.entry("cephfs", "CephFS"),
          Map.entry("csi", "CSI"),
          Map.entry("diskURI", "DataDiskURI"),
          Map.entry("dnsConfig", "DNSConfig"),
          Map.entry("dnsPolicy", "DNSPolicy"),
          Map.entry("fc", "FC"),
          Map.entry("fsGroup", "FSGroup"),
          Map.entry("fsGroupChangePolicy", "FSGroupChangePolicy"),
          Map.entry("fsType", "FSType"),
          Map.entry("gcePersistentDisk", "GCEPersistentDisk"),
          Map.entry("grpc", "GRPC"),
          Map.entry("httpGet", "HTTPGet"),
          Map.entry("httpHeaders", "HTTPHeaders"),
          Map.entry("image", "Image"),
          Map.entry("ip", "IP"),
          Map.entry("iqn", "IQN"),
          Map.entry("iscsi", "ISCSI"),
          Map.entry("nfs", "NFS"),
          Map.entry("os", "OS"),
          Map.entry("pdName", "PDName"),
          Map.entry("rbd", "RBD"),
          Map.entry("scaleIO", "ScaleIO"),
          Map.entry("seLinuxChangePolicy", "SELinuxChangePolicy"),
          Map.entry("seLinuxOptions", "SELinuxOptions"),
          Map.entry("setHostnameAsFQDN", "SetHostnameAsFQDN"),
          Map.entry("sslEnabled", "SSLEnabled"),
          Map.entry("storageos", "StorageOS"),
          Map.entry("tcpSocket", "TCPSocket"),
          Map.entry("tty", "TTY"),
          Map.entry("uid", "UID"),
          Map.entry("uuid", "UUID"),
          Map.entry("wwids", "WWIDs"));

  private FieldNames() {}

  static String of(String field) {
    var irregular = IRREGULAR.get(field);
    return irregular == null
        ? Character.toUpperCase(field.charAt(0)) + field.substring(1)
        : irregular;
  }
}
